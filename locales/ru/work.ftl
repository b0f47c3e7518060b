### Работа сотрудников над делом

## Что прочитано в словах человека

staff-suggestion = 💡 Похоже на: { $title }
staff-suggestion-target = 💡 Похоже на: { $title }. Если это так, самый ранний срок: <b>{ $date }</b>
staff-suggestion-words = Слова, на которых это основано: «{ $words }»
staff-read = Прочитано в словах человека (проверьте)
staff-read-sure = { $name }: { $value } ← «{ $words }»
staff-read-possibly = { $name }, возможно: { $value } ← «{ $words }»
staff-event-completed = обращение дополнено
staff-event-right-changed = вид обращения выбран
staff-event-right-changed-to = { $was } → { $right }
staff-letter-completed = о дополнении обращения
notice-completed-field = Дополнено: { $field }
notice-differs-field = ⚠️ Указано иначе, чем раньше: { $field }. Прежнее осталось, новое рядом: откройте обращение.
notice-possibly-field = Возможно, указано: { $field }. Проверьте сами.
notice-complete-now = ✅ Теперь в обращении есть всё, чего требует политика.
notice-completed-no-letter = Письмо об этом человеку не отправлено.

## Вид обращения

staff-button-change = Вид обращения…
staff-button-it-is = Это: { $right }
staff-change = <b>{ $ref }</b> — о чём это обращение? Сейчас: { $title }
staff-changed-right = Вид обращения: { $title }
