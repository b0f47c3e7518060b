### Қызметкерлердің іс бойынша жұмысы

## Адамның сөзінен не оқылды

staff-suggestion = 💡 Мынаған ұқсайды: { $title }
staff-suggestion-target = 💡 Мынаған ұқсайды: { $title }. Солай болса, жауап беру мерзімі: <b>{ $date }</b>
staff-suggestion-unsettled = 💡 Мынаған ұқсайды: { $title }. Солай болса, «Болдырмау» батырмасын басып, алдымен осы түрін таңдаңыз: мерзім де, кім жүгінгенін білу керек пе — бәрі соған байланысты.
staff-suggestion-words = Осыған негіз болған сөздер: «{ $words }»
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
staff-button-it-is = 💡 { $right }
staff-change =
    <b>{ $ref }</b> — бұл не туралы өтініш? Қазір: { $title }

    Күндер қайта есептеледі. Уәде етілген күн өзгерсе немесе адамның кім екенін растау керек болса, оған бірден хат жіберіледі.
staff-changed-right = Өтініш түрі: { $title }

## Тарихы

staff-event-written = адамға хат жазылды
staff-event-replied = адам сұраққа жауап берді
staff-event-refused = бас тартылды
staff-event-closed = жауапсыз жабылды
staff-event-merged = біріктірілді
staff-event-split = басқа өтініш бөлініп шықты
staff-event-noted = жазба
staff-event-approval-asked = бекітуге жіберілді
staff-event-approved = бекітілді
staff-event-not-approved = бекітілмей қайтарылды
staff-letter-message = хабарлама
staff-letter-question = сұрақ
staff-letter-proof = жеке басын растауды сұраған
staff-letter-refusal = бас тарту
staff-letter-closed = жабылғаны туралы
staff-letter-reopened = қайта қаралып жатқаны туралы
staff-letter-merged = біріктірілгені туралы

## Өтінішпен не істеу керек

staff-act-answer = жауап
staff-act-message = хабарлама
staff-act-question = адамға сұрақ
staff-act-proof = жеке басын растауды сұрау
staff-act-refuse = бас тарту
staff-act-close = жауапсыз жабу
staff-act-reopen = қайта ашу
staff-act-confirm = растау
staff-act-pause = мерзімді тоқтата тұру
staff-act-resume = тоқтата тұрудың аяқталуы
staff-act-extend = мерзімді ұзарту
staff-button-menu = ⋯ Әрекеттер
staff-button-act-answer = ✍️ Жауап беру
staff-button-act-message = ✉️ Адамға жазу
staff-button-act-question = ❓ Адамнан сұрау
staff-button-act-proof = 🔑 Жеке басын растату…
staff-button-act-refuse = ⛔️ Бас тарту…
staff-button-act-close = ☑️ Жауапсыз жабу…
staff-button-act-reopen = 🔓 Қайта ашу
staff-button-act-confirm = 📌 Растау алынды…
staff-button-act-pause = ⏸ Мерзімді тоқтата тұру…
staff-button-act-resume = ▶️ Мерзімді жалғастыру
staff-button-act-extend = ⏳ Мерзімді ұзарту…
staff-button-note = 📝 Жазба
staff-button-merge = 🔗 Біріктіру…
staff-button-split = ✂️ Басқасын бөлу…
staff-menu = <b>{ $ref }</b>: не істейміз?

## Хат: таңдау, сөздер, тексеру

staff-work-choose-refuse = <b>{ $ref }</b>: қандай негізбен бас тартылады? Себептерін кейін өз сөзіңізбен жазасыз.
staff-work-choose-close = <b>{ $ref }</b>: неге жауапсыз жабылады? Адам себебін хаттан оқиды.
staff-work-choose-pause = <b>{ $ref }</b>: мерзім қандай негізбен тоқтатыла тұрады?
staff-work-choose-resume = <b>{ $ref }</b>: мерзімді қай негіз бойынша тоқтата тұру аяқталды?
staff-work-choose-extend = <b>{ $ref }</b>: мерзім қандай негізбен ұзартылады?
staff-work-amount = <b>{ $ref }</b>: мерзім қаншаға ұзартылады? Ең көбі: { $term }. Батырманы басыңыз немесе санын жазыңыз.
staff-work-amount-wrong = 1 мен { $upto } аралығындағы бүтін сан керек.
staff-work-day = <b>{ $ref }</b>: растау қашан алынды? Мерзім сол күннен есептеледі. Батырманы басыңыз немесе күнін жазыңыз, мысалы { $example }.
staff-work-no-words = Бұл хатқа ештеңе қосуға болмайды: астындағы батырманы басыңыз.
staff-work-ask-message = <b>{ $ref }</b>: адамға не жазасыз? Өтініш жұмыста қала береді. Алдымен хатты толық көресіз.
staff-work-ask-question = <b>{ $ref }</b>: адамнан не керек және не үшін? Өтініш оның жауабын күтеді, ал мерзімдер жүре береді. ЖСН мен жеке басты куәландыратын құжаттардың көшірмелерін сұрауға болмайды.
staff-work-ask-refuse = <b>{ $ref }</b>: бас тарту себептерін өз сөзіңізбен жазыңыз. Негізі мен тағы қайда жүгінуге болатынын бот хатқа өзі қосады.
staff-work-ask-pause = <b>{ $ref }</b>: мерзімнің неге тоқтатыла тұрғанын адамға жазыңыз. Негізін бот хатқа өзі қосады.
staff-work-ask-extend = <b>{ $ref }</b>: мерзімнің неге ұзартылғанын адамға жазыңыз. Негізі мен жаңа күнді бот хатқа өзі қосады.
staff-work-template = 📄 { $name }
staff-work-language =
    🌐 { $language ->
        [kk] Хат қазақ тілінде болады.
        [ru] Хат орыс тілінде болады.
        [en] Хат ағылшын тілінде болады.
       *[all] Адамның тілі белгісіз: хат екі тілде болады.
    } Сөзіңізді бот аудармайды.
staff-work-nowhere = <b>Жауап жіберетін мекенжай жоқ: хат ешқайда жіберілмейді.</b> Оны адамға оқып беріңіз немесе басып шығарыңыз.
staff-work-second = ✌️ Бұл екінші қызметкер келіскенде ғана жіберіледі.
staff-work-second-by-hand = ✌️ Бірақ екінші қызметкер келіскеннен кейін ғана: бот Сізге бұл туралы жазады.
staff-work-done = ✅ { $ref }: { $act }. Хат жіберіліп жатыр.
staff-work-done-nowhere = ✅ { $ref }: { $act }. Хат жіберетін мекенжай жоқ: оны адамға оқып беріңіз немесе басып шығарыңыз.
staff-button-today = Бүгін, { $date }
staff-button-submit = ✅ Бекітуге жіберу
staff-closed-mistake = Дербес деректер туралы емес
staff-closed-duplicate = Осындайға жауап берілген
staff-closed-elsewhere = Басқа жолмен шешілді
staff-closed-silent = Адам сұраққа жауап бермеді
staff-proof-lacking =
    <b>{ $ref }: алдымен кім жүгінгенін білу керек</b>

    Керегі: { $needed }
    Белгілісі: { $known }

    { $way ->
        [hand] Адамға жауап жіберетін мекенжай жоқ, сондықтан кім екенін тек құжатпен растай алады. Құжатын Сізге көрсеткенде, мұны өтініште белгілеңіз. Құжаттың көшірмесін алмаңыз.
       *[sent] «🔑 Жеке басын растату…» батырмасын басыңыз: адамға мұны қалай істеу керегі жазылған хат жіберіледі. Құжатын Сізге көрсетсе, мұны өтініште белгілеңіз. Құжаттың көшірмесін алмаңыз. Адамға қазір де жазуға немесе одан сұрауға болады.
    }
staff-proof-needed-channel = арнаның өзі ғана
staff-proof-needed-phone = Telegram-дағы өз телефон нөмірі
staff-proof-needed-mailbox = расталған пошта жәшігі
staff-proof-needed-tied = байланыстырылған пошта мен Telegram
staff-proof-needed-document = көрсетілген құжат

## Екінші қызметкер

staff-button-approval = 👀 Қарап, бекіту
staff-button-approve = ✅ Бекітіп, жіберу
staff-button-return = ↩️ Қайтару
staff-approval-waits = ⏳ Екінші қызметкерді күтіп тұр: { $act } ({ $officer })
staff-approval-asked = Бекітуге жіберілді. «Бекітіп, жіберу» батырмасын басқа қызметкер басуы керек.
staff-approval-shown =
    <b>{ $ref }: { $act }</b>. Бекітуді сұраған: { $officer }, { $moment }. { $way ->
        [hand] Жауап жіберетін мекенжай жоқ: бекітілгеннен кейін хат адамға оқып беріледі немесе басып шығарылады.
       *[sent] Хат адамға осы түрде барады.
    }
staff-approval-own = Өзіңіздікін бекітуге болмайды: батырманы басқа қызметкер басуы керек. Қайтаруға болады.
staff-approval-given =
    ✅ { $ref }: { $act }. { $way ->
        [hand] Бекітілді. Жауап жіберетін мекенжай жоқ: хатты адамға оқып беру немесе басып шығару керек.
       *[sent] Бекітілді, хат жіберіліп жатыр.
    }
staff-approval-returned = Қайтарылды: { $ref }. Адамға ештеңе жіберілген жоқ. Неге қайтарғаныңызды жазып қойыңыз: «📝 Жазба».
staff-approval-stale = Содан бері өтініш өзгерді. { $what }. Қызметкер хатты қайта дайындауы керек.
notice-approval-asked = ✌️ { $officer } <b>{ $ref }</b> өтініші бойынша бекітуді сұрайды: { $act }. Өтінішті жеке чатта ашып, «👀 Қарап, бекіту» батырмасын басыңыз. Мұны басқа қызметкер істеуі керек.
notice-approval-given = ✅ <b>{ $ref }</b> өтініші бойынша бекітілді: { $act }. Шешкен: { $officer }. Адамға хат жіберіліп жатыр.
notice-approval-by-hand = ✅ <b>{ $ref }</b> өтініші бойынша бекітілді: { $act }. Шешкен: { $officer }. Жауап жіберетін мекенжай жоқ: хатты адамға оқып беріңіз немесе басып шығарыңыз.
notice-approval-returned = ↩️ <b>{ $ref }</b> өтініші бойынша бекітілмеді: { $act }. Шешкен: { $officer }. Адамға ештеңе жіберілген жоқ.

## Жазбалар

staff-handed = 🖨 Жеке тапсырылатын хат ({ $letter }): { $moment }, { $officer }
staff-notes = Жазбалар (адам оларды көрмейді)
staff-note = { $moment }, { $officer }: { $words }
staff-note-ask = <b>{ $ref }</b>: жазбаңызды жазыңыз. Адам оны көрмейді.
staff-note-kept = 📝 { $ref } өтінішіне жазба сақталды. Адам оны көрмейді.
staff-note-kept-group = 📝 Бұл { $ref } өтінішіне жазба: ол адамға жіберілмейді. Карточкаға жауап ретінде немесе өтініштің тақырыбында жазылғанның бәрі солай сақталады. Адамға жауап беру үшін: «Жеке чатта ашу».
staff-note-not-kept = Бұл сақталмады: жазбаны қызметкерлер жазады, ал Сізде ондай рөл жоқ. Оны жетекші бере алады: /officers. Ол адамға да жіберілмейді.

## Қателер

error-already-decided = Бұл хат туралы шешімді басқа қызметкер қабылдап қойған.
error-same-officer = Өзіңіздікін бекітуге болмайды: мұны басқа қызметкер істеуі керек.
error-proven-already = Бұл керек емес: жеке басы расталып қойған.
error-proof-lacking = Алдымен кім жүгінгенін білу керек.
error-no-such-refusal = Мұндай өтініш бойынша осы негізбен бас тартуға болмайды.
notice-replied = ✅ <b>{ $ref }</b> өтініші бойынша адам сұраққа жауап берді: енді кезек қызметкерде.
error-not-mergeable = Бір адамның бір мәселе туралы ашық өтініштерін ғана біріктіруге болады.
error-already-split = Мұндай өтініш бөлініп қойған немесе осы өтініштің өзі сол туралы.
error-received-ahead = Алынған күні әлі келген жоқ.
staff-event-entered = қолмен енгізілді

## Біріктіру, бөлу

staff-merge = <b>{ $ref }</b> ({ $title }): осы адамның қай өтінішімен біріктіреміз? Ертерек алынғаны жалғасады, екіншісі жабылады, бұл туралы адамға жазамыз.
staff-merge-none = Бұл адамның осындай басқа ашық өтініші жоқ. Түрі дұрыс таңдалмаса, алдымен оны өзгертіңіз.
staff-merged = 🔗 Біріктірілді. Енді { $ref } жалғасады.
staff-split = <b>{ $ref }</b> ({ $title }): адам тағы не сұрайды? Жаңа өтініштің алынған күні сол күйінде қалады, ал нөмірі мен тіркеу туралы хаты бөлек болады.
staff-split-off = ✂️ Бөлінді: { $ref } ({ $title }). Тіркеу туралы хат жіберіліп жатыр.

## Қолмен енгізу

staff-command-new = Өтінішті қолмен енгізу
staff-new-in-private = Өтінішті тек ботпен жеке чатта енгізуге болады: сонда /new деп жазыңыз.
staff-new-unfinished = Басқа өтінішті енгізіп бітірген жоқсыз. Жалғастыру: /new. Тоқтату: /cancel.
staff-new-begun = <b>Өтінішті енгізе бастағансыз.</b> Жазылғаны мынау:
staff-button-enter-on = ▶️ Жалғастыру
staff-button-enter-anew = 🗑 Қайтадан бастау
staff-new-way = <b>Жаңа өтініш.</b> Ол қалай келді? ЖСН сұрауға, құжаттың көшірмесін алуға болмайды.
staff-way-post = Қағаз хатпен
staff-way-visit = Адам өзі келді
staff-way-call = Телефон арқылы
staff-new-day = Ол қашан алынды? Мерзім сол күннен есептеледі. Батырманы басыңыз немесе күнін жазыңыз, мысалы 23.11.2026.
staff-new-right = Бұл өтініш не туралы?
staff-new-language = Адамға қай тілде жауап береміз?
staff-new-field = Белгілі болса, жазыңыз: { $field }.
staff-button-unknown-field = Белгісіз
staff-new-words = Адам не сұрайды? Оның өз сөзімен жазыңыз; хаттың суретін қосуға болады, ал құжаттардың суретін қосуға болмайды.
staff-new-words-more =
    { $count ->
        [one] Қабылданды: { $count } хабарлама. Тағы сөз немесе файл қосуға болады.
       *[other] Қабылданды: { $count } хабарлама. Тағы сөз немесе файл қосуға болады.
    }
staff-button-enter-whole = Бәрі осы
staff-new-check = <b>Өтінішті тексеріңіз</b>
staff-new-received = Алынған күні: { $date }
staff-new-title = Не туралы: { $title }
staff-new-said = Сөздері: { $words }
staff-button-enter-register = ✅ Тіркеу
staff-new-done = ✅ Тіркелді: { $ref }. Тіркеу туралы хат электрондық поштаға жіберіліп жатыр.
staff-new-done-nowhere = ✅ Тіркелді: { $ref }. Адамның электрондық поштасы жоқ: осы хатты оған оқып беріңіз немесе басып шығарыңыз.
error-no-day = Мұндай күн жоқ. Былай жазыңыз: { $example }.
error-day-ahead = Бұл күн ({ $day }) әлі келген жоқ. Басқа күнді жазыңыз.
error-file-not-taken = Файл қабылданбады: ең көбі { $files } файл қосуға болады, олардың жалпы көлемі { $megabytes } МБ-тан аспауға тиіс.
