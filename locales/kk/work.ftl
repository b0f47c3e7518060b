### Қызметкерлердің іс бойынша жұмысы

## Адамның сөзінен не оқылды

staff-suggestion = 💡 Мынаған ұқсайды: { $title }
staff-suggestion-target = 💡 Мынаған ұқсайды: { $title }. Солай болса, ең ерте мерзім: <b>{ $date }</b>
staff-suggestion-words = Негіз болған сөздер: «{ $words }»
staff-read = Адамның сөзінен оқылғаны (тексеріңіз)
staff-read-sure = { $name }: { $value } ← «{ $words }»
staff-read-possibly = { $name }, мүмкін: { $value } ← «{ $words }»
staff-event-completed = өтініш толықтырылды
staff-event-right-changed = өтініш түрі таңдалды
staff-event-right-changed-to = { $was } → { $right }
staff-letter-completed = өтініштің толықтырылғаны туралы
notice-completed-field = Толықтырылды: { $field }
notice-differs-field = ⚠️ Бұрынғыдан басқаша көрсетілді: { $field }. Бұрынғысы қалды, жаңасы қасында: өтінішті ашыңыз.
notice-possibly-field = Көрсетілген болуы мүмкін: { $field }. Өзіңіз тексеріңіз.
notice-complete-now = ✅ Енді өтініште саясат талап ететіннің бәрі бар.
notice-completed-no-letter = Бұл туралы адамға хат жіберілген жоқ.

## Өтініш түрі

staff-button-change = Өтініш түрі…
staff-button-it-is = Бұл: { $right }
staff-change = <b>{ $ref }</b> — бұл не туралы өтініш? Қазір: { $title }
staff-changed-right = Өтініш түрі: { $title }
