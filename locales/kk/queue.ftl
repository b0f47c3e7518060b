### Кезек, іздеу, статистика және тізілім; мұнда дербес деректер жоқ.

## Командалар

staff-command-mine = Өзіңіз айналысатын өтініштер
staff-command-overdue = Мерзімі өткен өтініштер
staff-command-reviews = Тексеруді күтіп тұрған хабарламалар
staff-command-held = Ұсталып тұрған тіркеу хаттары
staff-command-find = Нөмірі, поштасы немесе телефоны бойынша табу
staff-command-case = Нөмірі бойынша бір өтініш
staff-command-stats = Жұмыс барысы: сандар мен сурет
staff-command-export = Өтініштер тізілімі, XLSX файлы

## Тізімдер

queue-list-queue = <b>Ашық өтініштер: { $count }</b> ({ $pages } беттің { $page }-беті)
queue-list-mine = <b>Сіздің ашық өтініштеріңіз: { $count }</b> ({ $pages } беттің { $page }-беті)
queue-list-overdue = <b>Мерзімі өткен өтініштер: { $count }</b> ({ $pages } беттің { $page }-беті)
queue-list-held = <b>Ұсталып тұрған тіркеу хаттары: { $count }</b> ({ $pages } беттің { $page }-беті)
queue-list-reviews = <b>Тексеруді күтіп тұр: { $count }</b>
queue-empty-queue = Ашық өтініш жоқ.
queue-empty-mine = Қазір Сіз бірде-бір өтінішпен айналыспайсыз. Барлық ашық өтініштер: /queue.
queue-empty-overdue = Мерзімі өткен өтініш жоқ.
queue-empty-held = Ұсталып тұрған тіркеу хаты жоқ.
queue-empty-reviews = Тексеруде ештеңе жоқ.
queue-case = { $sign } <b>{ $ref }</b> — { $title }
queue-holder = Айналысатын қызметкер: { $officer }
queue-nobody = Әзірге ешкім жұмысқа алған жоқ
queue-button-more = Тағы көрсету

## Іздеу

queue-find-how =
    Нені табу керегін жазыңыз: <code>/find PD-2026-00017</code>, <code>/find 17</code>, пошта мекенжайы немесе телефон нөмірі.
    Бот аты-жөні бойынша іздемейді. Мекенжай мен телефонды осы жерге, ботпен жеке чатқа жазыңыз: топтан бот ондай хабарламаны өшіреді.
queue-case-how = Өтініштің нөмірін жазыңыз: <code>/case 17</code> немесе <code>/case PD-2026-00017</code>. Өтініштің өз тақырыбында нөмір керек емес.
queue-no-number = Мұндай нөмірі бар өтініш жоқ. Ашық өтініштер: /queue.
queue-slip = ⚠️ Нөмірдің бақылау таңбасы сәйкес келмейді: нөмірде қате бар. Керек өтініш осы ма, тексеріңіз.
queue-found = <b>Табылған өтініштер: { $count }</b>, жаңалары жоғарыда. Іздеу жазып қойылды.
queue-found-nothing = Бұл мекенжай немесе телефон бойынша өтініш жоқ. Іздеу жазып қойылды. Нөмірі бойынша да іздеуге болады: /find 17.
queue-found-in-private = Дербес деректер топта көрсетілмейді: хабарлама өшіріледі, жауап ботпен жеке чатқа келеді. Келмесе, алдымен ботпен чатты ашып, «Start» батырмасын басыңыз.
notice-delete-in-group = ⚠️ Бот дербес деректері бар хабарламаны топтан өшіре алмады. Оны өзіңіз өшіріңіз. Бот өшіре алуы үшін оған хабарламаларды өшіру құқығын беріңіз.
notice-delete-here = ⚠️ Бот дербес деректері бар хабарламаларды осы чаттан өшіре алмады: олардың жіберілгеніне 48 сағаттан асты. Оларды өзіңіз өшіріңіз.

## Уақытша көрсетілген

queue-hidden-case = 🔒 <b>{ $ref }</b>: дербес деректер чаттан алынды, олардың уақыты бітті.
queue-hidden-review = 🔒 <b>Тексеруге № { $number }</b>: хабарлама чаттан алынды, оның уақыты бітті.
queue-hidden = 🔒 Алынды.
queue-button-again = Қайта көрсету
queue-decide = 👉 Бұл хабарламамен не істеу керегін шешу үшін топтағы хабарламаның астындағы батырманы басыңыз.
queue-looks = Ашқандар:
queue-looked = { $moment } — { $officer }

## Статистика

queue-stats =
    <b>{ $since } — { $until }</b>
    Алынды: { $received }. Жауап берілді: { $answered }.
queue-stats-open = Қазір ашық: { $count }, оның ішінде мерзімі өткені: { $overdue }.
queue-stats-share = Уәде етілген мерзімде: { $share } %, кешіктірілгені: { $late }.

## Тізілім

queue-export =
    <b>Өтініштер тізілімі, XLSX файлы</b>

    Тізілімде нөмірлер, құқықтар, мерзімдер мен күйлер бар. Кім өтініш бергені онда жоқ: ол тек өтініштің өзінен көрінеді. Қай тілде?
queue-export-in-private = Тізілім ботпен жеке чатқа келеді. Келмесе, алдымен ботпен чатты ашып, «Start» батырмасын басыңыз.
queue-export-begun = Тізілім дайындалып жатыр, осында файл болып келеді.
queue-exported = Өтініштер тізілімі, { $moment } жағдайы бойынша ({ $place })
queue-export-too-large = Тізілім 49 МБ-тан үлкен, Telegram мұндай файлды жеткізбейді. Сервер әкімшісінен оны мына командамен шығарып беруді сұраңыз: pd-intake cases export --format xlsx.
queue-register = Өтініштер тізілімі
queue-column-ref = Нөмірі
queue-column-channel = Арнасы
queue-column-right = Құқық
queue-column-state = Күйі
queue-column-received = Алынған уақыты ({ $place })
queue-column-acknowledged = Тіркеу туралы хат ({ $place })
queue-column-promised = Уәде етілген күн
queue-column-target = Жауап беру мерзімі
queue-column-closed = Аяқталған уақыты ({ $place })
queue-column-officer = Қызметкер
queue-column-language = Тілі
queue-column-proof = Жеке басы қалай расталған
queue-channel-mail = пошта
queue-channel-telegram = Telegram
queue-channel-manual = қолмен енгізілген
queue-state-registered = қаралуда
queue-state-waiting = адамның жауабы күтілуде
queue-state-answered = жауап берілді
queue-state-refused = дәлелді бас тарту
queue-state-withdrawn = адам өтінішін қайтарып алды
queue-state-closed = жабылды
queue-language-kk = қазақша
queue-language-ru = орысша
queue-language-en = ағылшынша
queue-language-unknown = белгісіз
queue-proof-channel = тек арнасы белгілі
queue-proof-phone = өз телефон нөмірі
queue-proof-mailbox = пошта жәшігі расталған
queue-proof-tied = поштасы мен Telegram-ы байланыстырылған
queue-proof-document = құжаты көрсетілген
