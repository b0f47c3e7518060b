# Қызметкерлерге: карточкалар, батырмалар, басуға жауаптар. Экрандар — Telegram HTML-і;
# батырмалардың жазуы мен басуға жауаптар — жай мәтін, 200 таңбадан аспайды.

## Өтініштің карточкасы

staff-case-heading = <b>{ $ref }</b> — { $title }
staff-state-registered = Қаралуда
staff-state-answered = ✅ Жауап берілді
staff-state-waiting = ⏸ Адамның жауабы күтілуде
staff-state-refused = ⛔️ Дәлелді бас тарту жіберілді
staff-state-withdrawn = ↩️ Адам сұрауынан бас тартты
staff-state-closed = ☑️ Жабылды
staff-holder = Айналысатын қызметкер: { $officer }, { $moment } бастап
staff-channel-mail = Арнасы: электрондық пошта
staff-channel-telegram = Арнасы: Telegram
staff-channel-manual = Арнасы: қолмен енгізілген
staff-received = Алынған уақыты: { $moment } ({ $place })
staff-promised = Уәде етілген күн: { $date }
staff-promised-left = Уәде етілген күн: <b>{ $date }</b>, { $left }
staff-promised-waits = Уәде етілген күн: жоқ, мерзім растауды алғаннан кейін басталады
staff-target = Ең ерте мерзім: { $date }
staff-target-left = Ең ерте мерзім: <b>{ $date }</b>, { $left }
staff-target-waits = Ең ерте мерзім: жоқ, мерзім растауды алғаннан кейін басталады
staff-days-left = { $days } күн қалды
staff-days-today = бүгін соңғы күн
staff-days-overdue = ⚠️ { $days } күнге кешікті
staff-language-kk = Тілі: қазақша
staff-language-ru = Тілі: орысша
staff-language-unknown = Тілі: белгісіз, екі тілде жазамыз
staff-proof-channel = Жеке басы: тек арнасы белгілі
staff-proof-phone = Жеке басы: Telegram-дағы өз телефон нөмірі
staff-proof-mailbox = Жеке басы: пошта жәшігі расталған
staff-proof-tied = Жеке басы: поштасы мен Telegram-ы байланыстырылған
staff-proof-document = Жеке басы: құжаты көрсетілген
staff-missing = Жетіспейді: { $fields }
staff-acknowledged = Тіркеу туралы хат жіберілді: { $moment }
staff-not-acknowledged = Тіркеу туралы хат әлі жіберілген жоқ
staff-unreachable = ⚠️ Жауап беретін мекенжай жоқ
staff-held = ⏸ Тіркеу туралы хат ұсталып тұр: { $reason }
staff-held-bounce = бұл жеткізілмегені туралы хабарлама
staff-held-auto-reply = автоматты жауапқа ұқсайды
staff-held-auto-generated = хатты бағдарлама жазғанға ұқсайды
staff-held-list = хат тарату тізімі арқылы келген
staff-held-cap = бұл мекенжайға тіркеу туралы хат қатарынан тым көп кетті: бізге бағдарлама жауап беріп тұруы мүмкін
staff-held-old = хат көптен бері тұр: оған жауап берілген болуы мүмкін
staff-held-own = бұл біздің өз хатымыз
staff-held-receipt = бұл хаттың оқылғаны туралы хабарлама
staff-held-complaint = бұл пошта қызметінің спам туралы шағымы
staff-field = { $name }: { $value }
staff-as-of = <i>{ $moment } жағдайы бойынша</i>

staff-digest =
    <b>Бірден көп жаңа өтініш келді: { $count }</b>

    Өтінішті біреу алғанда немесе ол өзгергенде, оның жеке карточкасы шығады.
staff-digest-case = <b>{ $ref }</b> — { $title }
staff-card-moved = { $ref } өтінішінің карточкасы енді өз тақырыбында.

## Тексеруге қойылған хабарламаның карточкасы

staff-review-heading-review = <b>Тексеруге № { $number }</b>: бұл өтініш пе?
staff-review-heading-quarantine = <b>Тексеруге № { $number }</b>: хабарлама оқылмады
staff-why-prescribed = Хаттың тақырыбы саясатта көрсетілгендей.
staff-why-variant = Хаттың тақырыбы — қабылданатын нұсқа.
staff-why-typo = Хаттың тақырыбында қате басылған әріп бар.
staff-why-close = Хаттың тақырыбы белгіленгенге жақын, бірақ дәл емес.
staff-why-within = Белгіленген тақырып басқа сөздердің арасында тұр.
staff-why-machine = Тақырыбы белгіленгендей, бірақ алдында автоматты жауап белгісі тұр.
staff-why-paraphrase = Тақырыбы дербес деректер туралы өз сөзімен жазылған өтінішке ұқсайды.
staff-why-reference = Хаттың тақырыбында өтініштің нөмірі тұр: сол өтінішке қосымша болуы мүмкін.
staff-why-machine-alone = Тақырыбында тек автоматты жауап белгісі бар.
staff-why-gives-consent = Келісім қайтарып алынбай, керісінше беріліп тұрған сияқты.
staff-why-no-line = Хаттың тақырыбы белгіленгенге ұқсамайды.
staff-why-unread = Бағдарлама оны оқи алмады. Хат толығымен сақталды: бастапқы хатты ашыңыз.
staff-why-other = Бағдарлама оның өтініш екеніне сенімді емес.
staff-seems-inquiry = Сұрауға ұқсайды
staff-seems-withdrawal = Келісімді кері қайтарып алуға ұқсайды
staff-attachments = Тіркелген файлдар: { $count }
staff-sender = Кімнен: { $sender }
staff-choose = <b>Бұл қандай өтініш?</b>
staff-doubt = <b>Өтініш емес екені анық па?</b> Адам тіркеу туралы хатты да, жауапты да алмайды.
staff-verdict-registered = ✅ Өтініш ретінде тіркелді. Шешкен: { $officer }, { $moment }
staff-verdict-dismissed = Өтініш емес. Шешкен: { $officer }, { $moment }

## Батырмалар

staff-button-open = Жеке чатта ашу
staff-button-open-review = Жеке чатта ашу
staff-button-release = Тіркеу туралы хатты жіберу
staff-button-choose = Тіркеу…
staff-button-groups = Басқа…
staff-button-doubt = Өтініш емес
staff-button-dismiss = Иә, өтініш емес
staff-button-back = ← Артқа
staff-button-answer = ✍️ Жауап беру
staff-button-send = ✅ Жіберу
staff-button-rewrite = ✏️ Қайта жазу
staff-button-cancel = Болдырмау

staff-button-take = 🙋 Жұмысқа алу
staff-button-hand-over = Беру…
staff-button-let-go = Босату
staff-button-queue = Ашық өтініштер
staff-button-as-person = Менің өз өтінішім бар
staff-button-role-viewer = Бақылаушы ету
staff-button-role-officer = Қызметкер ету
staff-button-role-lead = Жетекші ету
staff-button-role-none = Рөлінен айыру
staff-button-speak-kk = Қазақша
staff-button-speak-ru = Русский

## Басуға жауаптар

staff-opened = Ботпен жеке чатта ашылды.
staff-released = Тіркеу туралы хат жіберілуде.
staff-registered = Тіркелді: { $ref }
staff-dismissed = Белгіленді: өтініш емес.
staff-too-late = Бұл жасалып қойған. { $what }
staff-changed = Сіз жазып жатқанда өтініш өзгерді. { $what } Жауапты тағы бір тексеріңіз.
staff-preview-stale = Бұл жауаптың соңғы түрі емес. Соңғысының астындағы батырманы басыңыз.
staff-no-role = Өтініштермен жұмыс істейтін рөліңіз жоқ. Оны топ әкімшісі немесе PD_TELEGRAM_OFFICERS баптауы береді.
staff-role-too-low = Рөліңіз тек қарауға мүмкіндік береді.
staff-button-unknown = Бұл батырма енді жұмыс істемейді.

staff-needs-lead = Мұны тек жетекші жасай алады: топ әкімшісі немесе осы рөл берілген адам.
staff-taken = Жұмысқа алынды: { $ref }
staff-yours-already = Бұл өтініш Сізде тұр.
staff-let-go = Босатылды: { $ref }. Енді оны кез келген қызметкер ала алады.
staff-handed-over = Берілді: { $ref } → { $officer }
staff-not-yours = Бұл өтінішпен { $officer } айналысады. Оны сол қызметкер немесе жетекші ғана басқаға бере немесе босата алады.
staff-nobody-else = Беретін ешкім жоқ: басқа қызметкер жоқ. Оларды жетекші қоса алады: /officers.
staff-held-by = Бұл өтінішпен { $officer } айналысады. Қайсыңыз жауап беретініңізді келісіп алыңыз.
staff-role-changed = Рөлі өзгертілді.

## Өтінішпен кім айналысады

staff-hand-over-to = <b>Кімге беру керек?</b>
staff-event-taken = жұмысқа алынды
staff-event-handed-over = басқаға берілді
staff-event-let-go = босатылды

## Қызметкердің жеке чаты

staff-reply-mail = Жауап поштаға жіберіледі: { $address }
staff-reply-telegram = Жауап Telegram-ға жіберіледі: <a href="tg://user?id={ $chat }">жеке чат</a>
staff-message = Хабарлама, алынған уақыты: { $moment } ({ $place })
staff-subject-line = Тақырыбы: { $words }
staff-original = Бастапқы хабарлама, сол қалпында
staff-history = Тарихы
staff-event-registered = өтініш тіркелді
staff-event-held = тіркеу туралы хат ұсталды
staff-event-released = тіркеу туралы хатты жіберуге рұқсат берілді
staff-event-followed-up = адам тағы жазды
staff-event-letter-sent = хат жіберілді
staff-event-letter-refused = хат қабылданбады
staff-event-letter-unsure = хаттың жеткен-жетпегені белгісіз
staff-event-looked-at = өтініш ашылды
staff-event-answered = жауап берілді
staff-letter-acknowledgement = тіркеу туралы
staff-letter-answer = жауап

staff-answer-ask =
    <b>{ $ref } өтінішіне жауап</b>

    Жауабыңызды жазыңыз. Сәлемдесуді, нөмірді және қол қоюды бот өзі қосады. Сіз батырманы баспайынша адамға ештеңе жіберілмейді: алдымен хатты толық көресіз.
staff-answer-words-only = Қазір сөз керек: жауапты мәтінмен жазыңыз. Болдырмау: /cancel.
staff-answer-unfinished = Басқа жауабыңыз аяқталған жоқ. Оны жіберіңіз немесе болдырмаңыз: /cancel.
staff-answer-old-words = Бұрынғы сөздер:
staff-answer-cancelled = Болдырылмады. Адамға ештеңе жіберілген жоқ.
staff-answer-sent = ✅ { $ref } өтінішіне жауап жіберілуде.
staff-preview-mail = <b>Хат адамның поштасына осы түрде барады.</b> Келесі хабарламаңыз жауапқа қосылады.
staff-preview-telegram = <b>Хат адамға Telegram-да осы түрде барады.</b> Келесі хабарламаңыз жауапқа қосылады.
staff-preview-manual = <b>Хат адамға осы түрде барады.</b> Келесі хабарламаңыз жауапқа қосылады.

## Кезек және көмек

staff-command-queue = Ашық өтініштер
staff-command-help = Қызметкерге көмек
staff-command-officers = Қызметкерлер мен олардың рөлдері
staff-command-language = Тіл: қазақша немесе русский
staff-who-writes = Қазір Сіз адамға жауап жазып жатқан жоқсыз, сондықтан жазғаныңыз ешқайда жіберілген жоқ. Жауап беру үшін өтінішті ашып, «✍️ Жауап беру» батырмасын басыңыз. Ал өз өтінішіңізді бергіңіз келсе, соны айтыңыз.
staff-as-person = Енді Сіз өтініш беретін адам ретінде жазасыз. Бастау: /start. Қызметкер жұмысына оралу: /staff.
staff-at-work = Сіз қайтадан қызметкерсіз. Ашық өтініштер: /queue.
staff-speak-private = Сізбен қай тілде сөйлесейік?
staff-speak-group = Топта қай тілде жазайық? Әр қызметкер өз тілін өзі таңдайды: жеке чатта /language.
staff-spoken = Жақсы, енді қазақша.
staff-officers = <b>Қызметкерлер: { $count }</b>
staff-officer = { $name } — { $role }
staff-role-viewer = бақылаушы
staff-role-officer = қызметкер
staff-role-lead = жетекші
staff-role-none = рөлі жоқ
staff-role-of-admin = топ әкімшісі
staff-officer-administers = Топ әкімшісі әрқашан жетекші болады. Мұны өзгерту үшін топ баптауларында оны әкімшілерден алып тастаңыз.
staff-officers-how = Рөлін өзгерту үшін атын басыңыз. Адамды қосу үшін оның топтағы хабарламасына /officers командасымен жауап беріңіз немесе /officers деп, Telegram-дағы нөмірін жазыңыз.
staff-officers-username = Telegram @ белгісі бар ат бойынша адамды анықтауға мүмкіндік бермейді. Оның топтағы хабарламасына /officers командасымен жауап беріңіз немесе Telegram-дағы нөмірін жазыңыз.
staff-group-reply = Топта жазылғандар адамға жіберілмейді. Жауап беру үшін «Жеке чатта ашу» батырмасын, сол жерде «✍️ Жауап беру» батырмасын басыңыз.
staff-anonymous = Сіз топ атынан жазып тұрсыз. Әкімші құқықтарыңыздағы «Анонимділікті» өшіріңіз: шешімді кім қабылдағаны жазылуы керек.
staff-help =
    <b>Өтініштермен жұмыс</b>

    Әр өтініш туралы топқа карточка келеді, онда дербес деректер жасырылған. «Жеке чатта ашу» бәрін көрсетеді; кім ашқаны тарихқа жазылады. Белгіленген уақыттан кейін бот көрсетілгенді чаттан алып, орнына батырма қалдырады.
    Адамға жауап беру үшін өтінішті ашып, «✍️ Жауап беру» батырмасын басып, жауапты жазыңыз. Жіберер алдында хатты толық көресіз. Топта жазылғандар адамға жіберілмейді.
    Сұрау, бас тарту, жабу, растауды жазу, біріктіру — «⋯ Әрекеттер» батырмасында. Бас тартуды және деректі ашатын не жоятын жауапты екінші қызметкер бекітеді.
    Карточкаға жауап және өтініштің тақырыбында жазылған хабарлама — жазба: оны қызметкерлер ғана көреді.
    «Тексеруге» қойылған хабарламаны тіркеңіз немесе өтініш емес деп белгілеңіз.

    /queue — ашық өтініштер мерзімі бойынша, /mine — сіздікі, /overdue — мерзімі өткендері
    /case — нөмірі бойынша бір өтініш, /find — нөмірі, поштасы немесе телефоны бойынша іздеу
    /stats — сандар мен сурет, /export — тізілім файлы
    /new — поштамен, жеке немесе телефон арқылы келген өтінішті енгізу
    /language — Сізбен қай тілде сөйлесу керек
    /officers — қызметкерлер мен олардың рөлдері, жетекшілерге
    /help — осы көмек

## Топқа хабарлар

notice-handed-over = { $officer } Сізге <b>{ $ref }</b> өтінішін береді.
notice-role-changed = { $who }: енді { $role }. Шешкен: { $officer }.
notice-officer-left = { $who }: енді топта жоқ, рөлі де жоқ.
notice-group-lost = ⚠️ Бот қызметкерлер тобында енді жұмыс істей алмайды. Өтініштер қабылдануда, адамдарға жауап бұрынғыдай жіберіледі, бірақ карточкалар күтіп тұр. Ботты топқа қайтарып, әкімші етіңіз: жіберіп алғанын ол өзі жазады.
notice-group-back = ✅ Бот қызметкерлер тобында қайта жұмыс істейді, жіберіп алғанын жазып жатыр.
notice-stranger-group = Бұл бот тек қызметкерлер тобында жұмыс істейді (бұл топтың нөмірі: { $number }). Ол топтан шығады. Өз дербес деректеріңіз туралы ботқа жеке жазыңыз.
notice-follow-up = <b>{ $ref }</b> өтініші бойынша адам тағы жазды.
notice-letter-refused = ⚠️ <b>{ $ref }</b> өтініші бойынша хатты алушы қабылдамады. Сервердің жауабы өтініштің тарихында.
notice-letter-unknown = ⚠️ <b>{ $ref }</b> өтініші бойынша хат екі рет жіберілді, екеуінде де жеткен-жетпегені белгісіз. Адаммен басқаша хабарласыңыз.
notice-update-quarantined = ⚠️ Telegram-ның № { $number } жаңартуы бірнеше әрекеттен кейін де өңделмеді. Ол толығымен сақталды, жіберушіге бұл туралы айтылды.
