### Очередь, поиск, статистика и реестр; персональных данных здесь нет.

## Команды

staff-command-mine = Обращения, которыми занимаетесь Вы
staff-command-overdue = Просроченные обращения
staff-command-reviews = Что ждёт проверки
staff-command-held = Задержанные письма о регистрации
staff-command-find = Найти по номеру, почте или телефону
staff-command-case = Одно обращение по номеру
staff-command-stats = Как идёт работа: цифры и рисунок
staff-command-export = Реестр обращений файлом XLSX

## Списки

queue-list-queue = <b>Открытых обращений: { $count }</b> (страница { $page } из { $pages })
queue-list-mine = <b>Ваших открытых обращений: { $count }</b> (страница { $page } из { $pages })
queue-list-overdue = <b>Просроченных обращений: { $count }</b> (страница { $page } из { $pages })
queue-list-held = <b>Задержано писем о регистрации: { $count }</b> (страница { $page } из { $pages })
queue-list-reviews = <b>Ждут проверки: { $count }</b>
queue-empty-queue = Открытых обращений нет.
queue-empty-mine = Вы сейчас не занимаетесь ни одним обращением. Все открытые: /queue.
queue-empty-overdue = Просроченных обращений нет.
queue-empty-held = Задержанных писем о регистрации нет.
queue-empty-reviews = На проверке ничего нет.
queue-case = { $sign } <b>{ $ref }</b> — { $title }
queue-holder = Занимается: { $officer }
queue-nobody = Пока никто не взял в работу
queue-button-more = Показать ещё

## Поиск

queue-find-how =
    Напишите, что найти: <code>/find PD-2026-00017</code>, <code>/find 17</code>, адрес почты или номер телефона.
    По имени бот не ищет. Адрес и телефон пишите здесь, в личном чате с ботом: из группы бот такое сообщение удаляет.
queue-case-how = Напишите номер обращения: <code>/case 17</code> или <code>/case PD-2026-00017</code>. В теме обращения номер не нужен.
queue-no-number = Обращения с таким номером нет. Открытые обращения: /queue.
queue-slip = ⚠️ Контрольный знак номера не сходится: в номере опечатка. Проверьте, то ли это обращение.
queue-found = <b>Найдено обращений: { $count }</b>, новые сверху. Поиск записан.
queue-found-nothing = По этому адресу или телефону обращений нет. Поиск записан. Искать можно и по номеру: /find 17.
queue-found-in-private = Персональные данные в группе не показываем: сообщение удаляется, ответ придёт в личный чат с ботом. Если он не пришёл, сначала откройте чат с ботом и нажмите «Start».
notice-delete-in-group = ⚠️ Бот не смог удалить из группы сообщение с персональными данными. Удалите его сами. Чтобы бот мог это делать, дайте ему право удалять сообщения.
notice-delete-here = ⚠️ Бот не смог удалить из этого чата сообщения с персональными данными: они старше 48 часов. Удалите их сами.

## Показанное на время

queue-hidden-case = 🔒 <b>{ $ref }</b>: персональные данные убраны из чата, их время вышло.
queue-hidden-review = 🔒 <b>На проверку № { $number }</b>: сообщение убрано из чата, его время вышло.
queue-hidden = 🔒 Убрано.
queue-button-again = Показать снова
queue-decide = 👉 Чтобы решить, что с этим делать, нажмите кнопку под сообщением в группе.
queue-looks = Кто открывал:
queue-looked = { $moment } — { $officer }

## Статистика

queue-stats =
    <b>{ $since } — { $until }</b>
    Получено: { $received }. Отвечено: { $answered }.
queue-stats-open = Открыто сейчас: { $count }, из них просрочено: { $overdue }.
queue-stats-share = В обещанный срок: { $share } %, с опозданием: { $late }.

## Реестр

queue-export =
    <b>Реестр обращений, файл XLSX</b>

    В реестре номера, права, сроки и состояния. Кто обратился, в нём нет: это видно только в самом обращении. На каком языке?
queue-export-in-private = Реестр придёт в личный чат с ботом. Если он не пришёл, сначала откройте чат с ботом и нажмите «Start».
queue-export-begun = Реестр готовится и придёт сюда файлом.
queue-exported = Реестр обращений на { $moment } ({ $place })
queue-export-too-large = Реестр больше 49 МБ, Telegram такой файл не передаст. Попросите администратора сервера выгрузить его командой pd-intake cases export --format xlsx.
queue-register = Реестр обращений
queue-column-ref = Номер
queue-column-channel = Канал
queue-column-right = Право
queue-column-state = Состояние
queue-column-received = Получено ({ $place })
queue-column-acknowledged = Письмо о регистрации ({ $place })
queue-column-promised = Обещали ответить
queue-column-target = Ответить не позднее
queue-column-closed = Завершено ({ $place })
queue-column-officer = Сотрудник
queue-column-language = Язык
queue-column-proof = Как подтверждена личность
queue-channel-mail = почта
queue-channel-telegram = Telegram
queue-channel-manual = внесено вручную
queue-state-registered = рассматривается
queue-state-waiting = ждём ответа человека
queue-state-answered = ответ дан
queue-state-refused = мотивированный отказ
queue-state-withdrawn = человек отозвал обращение
queue-state-closed = закрыто
queue-language-kk = казахский
queue-language-ru = русский
queue-language-en = английский
queue-language-unknown = не ясен
queue-proof-channel = известен только канал
queue-proof-phone = свой номер телефона
queue-proof-mailbox = почтовый ящик подтверждён
queue-proof-tied = почта и Telegram связаны
queue-proof-document = документ предъявлен
