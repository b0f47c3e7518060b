### Работа сотрудников над делом

## Что прочитано в словах человека

staff-suggestion = 💡 Похоже на: { $title }
staff-suggestion-target = 💡 Похоже на: { $title }. Если это так, ответить не позднее <b>{ $date }</b>
staff-suggestion-unsettled = 💡 Похоже на: { $title }. Если это так, нажмите «Отменить» и сначала выберите этот вид: от него зависят срок, и нужно ли знать, кто обратился.
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
staff-button-it-is = 💡 { $right }
staff-change =
    <b>{ $ref }</b> — о чём это обращение? Сейчас: { $title }

    Даты будут пересчитаны. Если обещанная дата изменится или нужно будет подтвердить личность, человеку сразу уйдёт письмо.
staff-changed-right = Вид обращения: { $title }

## История

staff-event-written = человеку написали
staff-event-replied = человек ответил на вопрос
staff-event-refused = отказано
staff-event-closed = закрыто без ответа
staff-event-merged = объединено
staff-event-split = выделено другое обращение
staff-event-noted = заметка
staff-event-approval-asked = отправлено на утверждение
staff-event-approved = утверждено
staff-event-not-approved = возвращено без утверждения
staff-letter-message = сообщение
staff-letter-question = вопрос
staff-letter-proof = с просьбой подтвердить личность
staff-letter-refusal = отказ
staff-letter-closed = о закрытии
staff-letter-reopened = о повторном рассмотрении
staff-letter-merged = об объединении

## Что сделать с обращением

staff-act-answer = ответ
staff-act-message = сообщение
staff-act-question = вопрос человеку
staff-act-proof = просьба подтвердить личность
staff-act-refuse = отказ
staff-act-close = закрытие без ответа
staff-act-reopen = повторное открытие
staff-act-confirm = подтверждение
staff-act-pause = приостановка срока
staff-act-resume = конец приостановки
staff-act-extend = продление срока
staff-button-menu = ⋯ Действия
staff-button-act-answer = ✍️ Ответить
staff-button-act-message = ✉️ Написать человеку
staff-button-act-question = ❓ Спросить у человека
staff-button-act-proof = 🔑 Попросить подтвердить личность…
staff-button-act-refuse = ⛔️ Отказать…
staff-button-act-close = ☑️ Закрыть без ответа…
staff-button-act-reopen = 🔓 Открыть снова
staff-button-act-confirm = 📌 Подтверждение получено…
staff-button-act-pause = ⏸ Приостановить срок…
staff-button-act-resume = ▶️ Пустить срок дальше
staff-button-act-extend = ⏳ Продлить срок…
staff-button-note = 📝 Заметка
staff-button-merge = 🔗 Объединить…
staff-button-split = ✂️ Выделить другое…
staff-menu = <b>{ $ref }</b>: что сделать?

## Письмо: выбор, слова, проверка

staff-work-choose-refuse = <b>{ $ref }</b>: на каком основании отказать? Причины своими словами Вы напишете после.
staff-work-choose-close = <b>{ $ref }</b>: почему закрыть без ответа? Причину человек прочитает в письме.
staff-work-choose-pause = <b>{ $ref }</b>: на каком основании приостановить срок?
staff-work-choose-resume = <b>{ $ref }</b>: какая приостановка закончилась?
staff-work-choose-extend = <b>{ $ref }</b>: на каком основании продлить срок?
staff-work-amount = <b>{ $ref }</b>: на сколько продлить? Можно не больше чем на { $term }. Нажмите кнопку или напишите число.
staff-work-amount-wrong = Нужно целое число от 1 до { $upto }.
staff-work-day = <b>{ $ref }</b>: когда получено подтверждение? Срок считается от этого дня. Нажмите кнопку или напишите дату, например { $example }.
staff-work-no-words = К этому письму ничего добавить нельзя: нажмите кнопку под ним.
staff-work-ask-message = <b>{ $ref }</b>: что написать человеку? Обращение останется в работе. Сначала Вы увидите письмо целиком.
staff-work-ask-question = <b>{ $ref }</b>: что нужно от человека и зачем? Обращение будет ждать его ответа, а сроки идут дальше. ИИН и копии документов, удостоверяющих личность, просить нельзя.
staff-work-ask-refuse = <b>{ $ref }</b>: напишите причины отказа своими словами. Основание и то, куда ещё можно обратиться, бот добавит в письмо сам.
staff-work-ask-pause = <b>{ $ref }</b>: напишите человеку, почему срок приостановлен. Основание бот добавит в письмо сам.
staff-work-ask-extend = <b>{ $ref }</b>: напишите человеку, почему срок продлён. Основание и новую дату бот добавит в письмо сам.
staff-work-template = 📄 { $name }
staff-work-language =
    🌐 { $language ->
        [kk] Письмо будет на казахском языке.
        [ru] Письмо будет на русском языке.
        [en] Письмо будет на английском языке.
       *[all] Язык человека не ясен: письмо будет на обоих языках.
    } Ваши слова бот не переводит.
staff-work-nowhere = <b>Адреса для ответа нет: письмо никуда не уйдёт.</b> Прочитайте его человеку или распечатайте.
staff-work-second = ✌️ Это уйдёт только с согласия второго сотрудника.
staff-work-second-by-hand = ✌️ Но не раньше, чем согласится второй сотрудник: бот Вам об этом напишет.
staff-work-done = ✅ { $ref }: { $act }. Письмо отправляется.
staff-work-done-nowhere = ✅ { $ref }: { $act }. Отправить письмо некуда: прочитайте его человеку или распечатайте.
staff-button-today = Сегодня, { $date }
staff-button-submit = ✅ На утверждение
staff-closed-mistake = Не о персональных данных
staff-closed-duplicate = На такое же уже ответили
staff-closed-elsewhere = Решено другим путём
staff-closed-silent = Человек не ответил на вопрос
staff-proof-lacking =
    <b>{ $ref }: сначала нужно знать, кто обратился</b>

    Нужно: { $needed }
    Известно: { $known }

    { $way ->
        [hand] Адреса для ответа у человека нет, поэтому подтвердить личность он может только документом. Когда покажет его Вам, отметьте это в обращении. Копию документа не берите.
       *[sent] Нажмите «🔑 Попросить подтвердить личность…»: человеку уйдёт письмо о том, как это сделать. Если он показал документ Вам, отметьте это в обращении. Копию документа не берите. Написать человеку или задать ему вопрос можно и сейчас.
    }
staff-proof-needed-channel = только канал
staff-proof-needed-phone = свой номер телефона из Telegram
staff-proof-needed-mailbox = подтверждённый почтовый ящик
staff-proof-needed-tied = связанные почта и Telegram
staff-proof-needed-document = предъявленный документ

## Второй сотрудник

staff-button-approval = 👀 Посмотреть и утвердить
staff-button-approve = ✅ Утвердить и отправить
staff-button-return = ↩️ Вернуть
staff-approval-waits = ⏳ Ждёт второго сотрудника: { $act } ({ $officer })
staff-approval-asked = Отправлено на утверждение. Нажать «Утвердить и отправить» должен другой сотрудник.
staff-approval-shown =
    <b>{ $ref }: { $act }</b>. Просит утвердить { $officer }, { $moment }. { $way ->
        [hand] Адреса для ответа нет: после утверждения письмо прочитают человеку или распечатают.
       *[sent] Так письмо придёт человеку.
    }
staff-approval-own = Своё утвердить нельзя: нажать должен другой сотрудник. Вернуть можно.
staff-approval-given =
    ✅ { $ref }: { $act }. { $way ->
        [hand] Утверждено. Адреса для ответа нет: письмо нужно прочитать человеку или распечатать.
       *[sent] Утверждено, письмо отправляется.
    }
staff-approval-returned = Возвращено: { $ref }. Человеку ничего не отправлено. Почему вернули, напишите заметкой: «📝 Заметка».
staff-approval-stale = Обращение с тех пор изменилось. { $what }. Сотруднику нужно подготовить письмо заново.
notice-approval-asked = ✌️ { $officer } просит утвердить по обращению <b>{ $ref }</b>: { $act }. Откройте обращение в личном чате и нажмите «👀 Посмотреть и утвердить». Сделать это должен другой сотрудник.
notice-approval-given = ✅ По обращению <b>{ $ref }</b> утверждено: { $act }. Решение: { $officer }. Письмо человеку отправляется.
notice-approval-by-hand = ✅ По обращению <b>{ $ref }</b> утверждено: { $act }. Решение: { $officer }. Адреса для ответа нет: прочитайте письмо человеку или распечатайте.
notice-approval-returned = ↩️ По обращению <b>{ $ref }</b> не утверждено: { $act }. Решение: { $officer }. Человеку ничего не отправлено.

## Заметки

staff-handed = 🖨 Письмо, которое передают лично ({ $letter }): { $moment }, { $officer }
staff-notes = Заметки (человек их не видит)
staff-note = { $moment }, { $officer }: { $words }
staff-note-ask = <b>{ $ref }</b>: напишите заметку. Человек её не увидит.
staff-note-kept = 📝 Заметка к { $ref } сохранена. Человек её не видит.
staff-note-kept-group = 📝 Это заметка к { $ref }: человеку она не уходит. Так будет со всем, что пишут в ответ на карточку или в теме обращения. Ответить человеку: «Открыть в личном чате».
staff-note-not-kept = Это не сохранено: заметки пишут сотрудники, а у Вас нет такой роли. Её может дать руководитель: /officers. Человеку это тоже не уходит.

## Ошибки

error-already-decided = Решение по этому письму уже принял другой сотрудник.
error-same-officer = Своё утвердить нельзя: это должен сделать другой сотрудник.
error-proven-already = Этого не нужно: личность уже подтверждена.
error-proof-lacking = Сначала нужно знать, кто обратился.
error-no-such-refusal = На этом основании отказать в таком обращении нельзя.
notice-replied = ✅ По обращению <b>{ $ref }</b> человек ответил на вопрос: теперь очередь за сотрудником.
error-not-mergeable = Объединить можно только открытые обращения одного человека об одном и том же.
error-already-split = Такое обращение уже выделено, или это обращение и так об этом.
error-received-ahead = Дата получения ещё не наступила.
staff-event-entered = внесено вручную

## Объединить, выделить

staff-merge = <b>{ $ref }</b> ({ $title }): с каким обращением этого человека объединить? Продолжится то, что получено раньше; другое закроется, человеку об этом напишем.
staff-merge-none = У этого человека нет другого открытого обращения того же вида. Если вид выбран неверно, сначала измените его.
staff-merged = 🔗 Объединено. Продолжается { $ref }.
staff-split = <b>{ $ref }</b> ({ $title }): о чём человек просит ещё? У нового обращения будут та же дата получения, свой номер и своё письмо о регистрации.
staff-split-off = ✂️ Выделено: { $ref } ({ $title }). Письмо о регистрации отправляется.

## Внести вручную

staff-command-new = Внести обращение вручную
staff-new-in-private = Внести обращение можно только в личном чате с ботом: напишите там /new.
staff-new-unfinished = Вы ещё не внесли другое обращение. Продолжите: /new. Или отмените: /cancel.
staff-new-begun = <b>Вы уже начали вносить обращение.</b> Вот что записано:
staff-button-enter-on = ▶️ Продолжить
staff-button-enter-anew = 🗑 Начать заново
staff-new-way = <b>Новое обращение.</b> Как оно пришло? Спрашивать ИИН и брать копии документов нельзя.
staff-way-post = Бумажным письмом
staff-way-visit = Человек пришёл сам
staff-way-call = По телефону
staff-new-day = Когда его получили? Срок считается от этого дня. Нажмите кнопку или напишите дату, например 23.11.2026.
staff-new-right = О чём это обращение?
staff-new-language = На каком языке отвечать человеку?
staff-new-field = Укажите, если известно: { $field }.
staff-button-unknown-field = Неизвестно
staff-new-words = О чём просит человек? Напишите его словами; можно добавить фото письма, но не фото документов.
staff-new-words-more =
    { $count ->
        [one] Принято: { $count } сообщение. Можно добавить ещё слова или файлы.
        [few] Принято: { $count } сообщения. Можно добавить ещё слова или файлы.
       *[other] Принято: { $count } сообщений. Можно добавить ещё слова или файлы.
    }
staff-button-enter-whole = Это всё
staff-new-check = <b>Проверьте обращение</b>
staff-new-received = Получено: { $date }
staff-new-title = О чём: { $title }
staff-new-said = Слова: { $words }
staff-button-enter-register = ✅ Зарегистрировать
staff-new-done = ✅ Зарегистрировано: { $ref }. Письмо о регистрации отправляется на электронную почту.
staff-new-done-nowhere = ✅ Зарегистрировано: { $ref }. Электронной почты у человека нет: прочитайте ему это письмо или распечатайте.
error-no-day = Такой даты нет. Напишите её так: { $example }.
error-day-ahead = Эта дата ({ $day }) ещё не наступила. Напишите другую.
error-file-not-taken = Файл не принят: файлов может быть не больше { $files }, а их общий размер — не больше { $megabytes } МБ.
