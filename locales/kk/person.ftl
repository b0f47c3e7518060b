# Telegram-дағы әңгіме. Экран мәтіндері — Telegram HTML-і; батырмалардың жазуы мен басуға
# берілетін жауаптар — жай мәтін.

## Командалар мен батырмалар

person-command-start = Өтініш беру
person-command-status = Менің өтініштерім
person-command-language = Тіл / Язык
person-command-cancel = Жіберілмеген өтініштен бас тарту
person-command-help = Көмек

person-button-begin = Бастау
person-button-back = ← Артқа
person-button-skip = Өткізіп жіберу
person-button-keep = Сол күйінде қалдыру
person-button-another = Басқасын көрсету
person-button-contact = 📱 Нөмірімді жіберу
person-button-all-data = Барлық деректерім
person-button-nothing-to-add = Қосатыным жоқ
person-button-done = Дайын
person-button-clear = Қосылғанды алып тастау
person-button-send = ✅ Жіберу
person-button-correct = ✏️ Түзету
person-button-add = 📎 Хабарлама, файл қосу
person-button-cancel = Жібермеу
person-button-another-right = Басқа нәрсе сұраймын
person-button-resume = Жалғастыру
person-button-over = Қайтадан бастау
person-button-discard = Өтінішті жою

person-field-full-name = Тегі, аты, әкесінің аты
person-field-phone = Телефон
person-field-email = Электрондық пошта
person-field-postal-address = Пошталық мекенжай
person-field-data = Қандай деректер
person-field-details = Мән-жайы

## Экрандар

person-language =
    Тілді таңдаңыз.
    Выберите язык.
person-notice =
    <b>Дербес деректер туралы өтініш</b>

    Мұнда қандай деректеріңіз өңделетінін біліп, оларды түзетіп, келісімді кері қайтарып алып, шағымдана аласыз. Өтінішті қабылдайтын — { $controller }.

    <b>Не сақталады.</b> Жауаптарыңыз, хабарламаларыңыз бен файлдарыңыз, сондай-ақ Telegram-дағы атыңыз бен есеп жазбаңыздың нөмірі. Мұның бәрі өтінішіңізді қарап, Сізге жауап беру үшін керек.

    <b>Telegram туралы.</b> Оның серверлері Қазақстаннан тыс жерде орналасқан. Құпиялылық саясатында бұл тәсіл аталмаған. Онда басқа тәсілдер көрсетілген, Сіз соларды таңдай аласыз:
    — электрондық пошта: { $email }
    — пошталық мекенжай: { $address }

    ЖСН-ді және жеке басты куәландыратын құжаттардың көшірмелерін жіберудің қажеті жоқ.
person-menu = <b>Өтінішіңіз не туралы?</b>
person-rights =
    <b>{ $group }</b>

    Нақтысын таңдаңыз.
person-heading = <b>{ $title }</b>
person-step =
    <b>{ $title }</b>
    Сұрақ: { $number } / { $total } { $required ->
        [yes] · саясат талап етеді
       *[no] · өткізіп жіберуге болады
    }
person-choice = Қайсысын көрсеткен Сізге ыңғайлы? Біреуі жеткілікті.
person-optional = Осы арқылы деректеріңізді тезірек тауып, жауап береміз.
person-ask-full-name = Тегіңізді, атыңызды және, бар болса, әкеңіздің атын жазыңыз.
person-ask-phone = Телефон нөміріңізді жазыңыз немесе енгізу өрісінің астындағы «📱 Нөмірімді жіберу» батырмасын басыңыз. Мысалы: +7 701 234 56 78.
person-ask-email = Электрондық пошта мекенжайыңызды жазыңыз. Мысалы: user@example.com.
person-ask-postal-address = Пошталық мекенжайыңызды жазыңыз: қала немесе ауыл, көше, үй, пәтер, индекс.
person-ask-data = Қандай дербес деректерді өңдеу тоқтатылуы керек? Өз сөзіңізбен жазыңыз, мысалы: «телефон нөмірі мен жеткізу мекенжайы», немесе батырманы басыңыз.
person-ask-details = Не сұрайтыныңызды толығырақ жазыңыз: не болды, не қате және қалай дұрыс, не істеу керек.
person-words =
    <b>Қосатыныңыз бар ма?</b>

    Хабарлама, фотосурет немесе файл жіберіңіз: { $files } файлға дейін, әрқайсысы { $megabytes } МБ-қа дейін. Жеке куәліктің көшірмесі керек емес.
person-words-more = Тағы жіберіңіз немесе «Дайын» батырмасын басыңыз.
person-summary =
    <b>Өтінішті тексеріңіз</b>

    <b>Не туралы:</b> { $title }
person-summary-line = <b>{ $name }:</b> { $value }
person-summary-own-phone = <b>{ $name }:</b> { $value } (Telegram-дағы нөміріңіз)
person-summary-skipped = <b>{ $name }:</b> көрсетілмеген
person-summary-words =
    <b>Қосылғаны:</b>
    { $words }
person-summary-files =
    <b>Файлдар:</b>
    { $names }
person-summary-question = Бәрі дұрыс па?
person-correct = <b>Нені түзету керек?</b>
person-resume =
    Сізде жіберілмеген өтініш бар: { $title }.

    Жалғастырасыз ба, әлде қайтадан бастайсыз ба? Қайтадан бастасаңыз, ол жойылады.
person-cancel =
    <b>Жіберілмеген өтініш жойылсын ба?</b>

    { $title }
    Жауаптар: { $answers }, хабарламалар: { $messages }, файлдар: { $files }. Оларды қалпына келтіру мүмкін болмайды.

## Экран арасындағы сөздер

person-all-data = Барлық дербес деректерім
person-go-on = Жалғастырамыз.
person-skipped = Жақсы, өткізіп жібереміз.
person-phone-kept = Телефон нөмірі жазылды: { $phone }
person-taken = Қабылданды.
person-press-a-button = Батырмалардың бірін басыңыз.
person-forwarded = Бұл — басқа жақтан жіберілген хабарлама. Өз сөзіңізбен жауап беріңіз.
person-forwarded-words = Басқа жақтан жіберілген хабарлама: { $words }
person-edited-words = Өзгертілген хабарлама: { $words }
person-foreign-contact = Бұл — басқа адамның нөмірі. «📱 Нөмірімді жіберу» батырмасын басыңыз немесе өз нөміріңізді жазыңыз.
person-file-big = Бұл файлды қабылдай алмаймыз: ол { $megabytes } МБ-тан үлкен. Бөліп жіберіңіз немесе { $email } мекенжайына жолдаңыз.
person-files-full = Бұдан көп файл қабылдай алмаймыз: барлығы { $files } файлдан және 50 МБ-тан аспауға тиіс. Қалғанын { $email } мекенжайына жолдаңыз.
person-words-full = Хабарлама тым көп жиналды. Қалғанын файлмен жіберіңіз немесе { $email } мекенжайына жолдаңыз.
person-sent =
    <b>Рақмет! Өтінішіңіз жіберілді.</b>

    Нөмірі мен жауап беру мерзімі келесі хабарламада келеді. Өтініштеріңізді көру: /status. Тағы өтініш беру: /start.
person-discarded = Жіберілмеген өтініш жойылды. Қайтадан бастау: /start.
person-nothing-to-cancel = Жіберілмеген өтінішіңіз жоқ. Өтініш беру: /start. Жіберілген өтініштер: /status.
person-hint = Өтініш беру үшін /start, бұрынғыларын көру үшін /status басыңыз.
person-unknown-command = Мұндай команда жоқ. Бары: /start, /status, /language, /cancel және /help.
person-help =
    <b>Көмек</b>

    /start — дербес деректер туралы өтініш беру
    /status — өтініштерім және жауап беру мерзімдері
    /language — тілді ауыстыру
    /cancel — жіберілмеген өтініштен бас тарту

    Жүгінудің басқа жолдары: { $email } немесе { $address }.

person-edited-draft = Хабарламаны өзгерткеніңізді көрдік. Екі нұсқасын да сақтаймыз. Жауапты түзету керек болса, жіберер алдында «✏️ Түзету» батырмасын басыңыз.
person-edited-sent = { $ref } нөмірлі өтініш тіркеліп қойған, онда бұрынғы хабарлама қалды. Жаңасын қасына сақтадық, оны қызметкер көреді.
person-edited-other = Бұрынғы хабарламаны өзгерту ештеңеге әсер етпейді. Керек болса, жаңасын жазыңыз.

person-press-stale = Бұл батырма енді жұмыс істемейді. Соңғы хабарламада жалғастырыңыз.
person-press-sent = Өтініш жіберіліп қойған, нөмірі: { $ref }.

person-cannot-voice = Дауыстық және бейнехабарламаларды, музыканы қабылдамаймыз. Сөзбен жазыңыз.
person-cannot-video = Бейнені бұлай қабылдай алмаймыз. Файлға жеткенде оны файл ретінде қосыңыз.
person-cannot-location = Картадағы нүктені қабылдамаймыз. Мекенжайды сөзбен жазыңыз.
person-cannot-contact = Телефон нөмірі қазір керек емес.
person-cannot-poll = Сауалнама қабылдамаймыз. Сөзбен жазыңыз.
person-cannot-file-yet = Файлды кейінірек қосуға болады: ол туралы бөлек сұрақ болады. Бұл файл сақталған жоқ.
person-cannot-other = Мұндай хабарламаны қабылдамаймыз. Сөзбен жазыңыз.

## Менің өтініштерім

person-status = <b>Өтініштеріңіз</b>
person-status-none = Сіз бұл чатта әзірге өтініш берген жоқсыз. Өтініш беру: /start.
person-status-more = Тағы өтініштер: { $count }.
person-status-case = <b>{ $ref }</b> — { $title }
person-state-registered = Қаралып жатыр.
person-state-answered = Жауап жіберілді.
person-status-received = Алынған күні: { $date }
person-status-promised = Жауап беру мерзімі: { $date }
person-status-waits = Жауап беру мерзімі мәлімет расталғаннан кейін басталады.
person-status-acknowledged = Растау жіберілген күні: { $date }
person-status-not-acknowledged = Растау әлі жіберілген жоқ.
