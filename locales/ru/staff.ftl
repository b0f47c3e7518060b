# Сотрудникам: карточки, кнопки, ответы на нажатия. Экраны — HTML Telegram; подписи кнопок и
# ответы на нажатия — простой текст, не длиннее 200 знаков.

## Карточка обращения

staff-case-heading = <b>{ $ref }</b> — { $title }
staff-state-registered = Рассматривается
staff-state-answered = ✅ Ответ дан
staff-state-waiting = ⏸ Ждём ответа человека
staff-state-refused = ⛔️ Отправлен мотивированный отказ
staff-state-withdrawn = ↩️ Человек отозвал обращение
staff-state-closed = ☑️ Закрыто
staff-holder = Занимается: { $officer }, с { $moment }
staff-channel-mail = Канал: электронная почта
staff-channel-telegram = Канал: Telegram
staff-channel-manual = Канал: внесено вручную
staff-received = Получено: { $moment } ({ $place })
staff-received-in-short = Получено: { $moment } · { $channel } · язык: { $language }
staff-promised = Обещали ответить: { $date }
staff-promised-waits = Обещали ответить: даты нет, срок начнётся с получения подтверждения
staff-due =
    { $date } ({ $weekday ->
        [1] пн
        [2] вт
        [3] ср
        [4] чт
        [5] пт
        [6] сб
       *[7] вс
    })
staff-target = Ответить не позднее { $date }
staff-target-left = Ответить не позднее <b>{ $date }</b>, { $left }
staff-target-waits = Даты ответа пока нет: срок начнётся с получения подтверждения
staff-days-left =
    { $days ->
        [one] остался { $days } день
        [few] осталось { $days } дня
       *[other] осталось { $days } дней
    }
staff-days-today = сегодня последний день
staff-days-overdue =
    { $days ->
        [one] ⚠️ просрочено на { $days } день
        [few] ⚠️ просрочено на { $days } дня
       *[other] ⚠️ просрочено на { $days } дней
    }
staff-language-kk = Язык: казахский
staff-language-ru = Язык: русский
staff-language-en = Язык: английский
staff-language-unknown = Язык: не ясен, пишем на обоих
staff-proof-channel = Личность: известен только канал
staff-proof-phone = Личность: свой номер телефона из Telegram
staff-proof-mailbox = Личность: почтовый ящик подтверждён
staff-proof-tied = Личность: почта и Telegram связаны
staff-proof-document = Личность: документ предъявлен
staff-proof-wanting = 🔑 Личность не подтверждена. Нужно: { $needed }
staff-missing = Не хватает: { $fields }
staff-acknowledged = Письмо о регистрации отправлено: { $moment }
staff-not-acknowledged = Письмо о регистрации ещё не отправлено
staff-unreachable = ⚠️ Адреса для ответа нет
staff-held = ⏸ Письмо о регистрации задержано: { $reason }
staff-held-bounce = это уведомление о недоставке
staff-held-auto-reply = похоже на автоответ
staff-held-auto-generated = похоже, письмо написала программа
staff-held-list = письмо пришло через рассылку
staff-held-cap = на этот адрес ушло уже много писем о регистрации подряд: возможно, нам отвечает программа
staff-held-old = письмо получено давно: возможно, на него уже ответили
staff-held-own = это наше собственное письмо
staff-held-receipt = это уведомление о прочтении
staff-held-complaint = это жалоба почтовой службы на спам
staff-field = { $name }: { $value }
staff-person = 👤 { $masked }
staff-as-of = <i>По состоянию на { $moment }</i>

staff-digest =
    <b>Сразу много новых обращений: { $count }</b>

    Отдельная карточка появится, когда обращение кто-нибудь возьмёт или оно изменится.
staff-digest-page = Страница { $page } из { $pages }
staff-digest-case = <b>{ $ref }</b> — { $title }
staff-review-digest =
    <b>Сразу много сообщений на проверку: { $count }</b>

    Нажмите номер, и карточка сообщения появится в группе.
staff-review-digest-item = <b>№ { $number }</b> — { $reason }
staff-review-digest-done = В этом списке больше ничего не ждёт решения.
staff-review-shown = Карточка сообщения № { $number } появится в группе.
staff-card-moved = Карточка обращения { $ref } теперь в своей теме.

## Карточка сообщения на проверке

staff-review-heading-review = <b>На проверку № { $number }</b>: это обращение?
staff-review-heading-quarantine = <b>На проверку № { $number }</b>: сообщение не удалось прочитать
staff-why-prescribed = Тема письма — из политики.
staff-why-variant = Тема письма — принятый вариант.
staff-why-typo = В теме письма опечатка.
staff-why-close = Тема письма близка к предписанной, но не совпадает с ней.
staff-why-within = Предписанная тема стоит среди других слов.
staff-why-machine = Тема предписанная, но перед ней стоит пометка автоответа.
staff-why-paraphrase = Тема похожа на обращение о персональных данных, написанное своими словами.
staff-why-reference = В теме письма стоит номер обращения: возможно, это дополнение к нему.
staff-why-machine-alone = В теме только пометка автоответа.
staff-why-gives-consent = Похоже, согласие не отзывают, а дают.
staff-why-no-line = Тема письма на предписанную не похожа.
staff-why-unread = Программа не смогла его прочитать. Оно сохранено целиком: откройте исходное письмо.
staff-why-other = Программа не уверена, что это обращение.
staff-seems-inquiry = Похоже на запрос
staff-seems-withdrawal = Похоже на отзыв согласия
staff-attachments = Вложений: { $count }
staff-sender = От кого: { $sender }
staff-choose = <b>О чём это обращение?</b>
staff-doubt = <b>Точно не обращение?</b> Ни письма о регистрации, ни ответа человек не получит.
staff-verdict-registered = ✅ Зарегистрировано как обращение. Решение: { $officer }, { $moment }
staff-verdict-dismissed = Не обращение. Решение: { $officer }, { $moment }

## Кнопки

staff-button-open = Открыть в личном чате
staff-button-open-review = Открыть в личном чате
staff-button-release = Отправить письмо о регистрации
staff-button-choose = Зарегистрировать…
staff-button-groups = Другое…
staff-button-doubt = Не обращение
staff-button-dismiss = Да, не обращение
staff-button-back = ← Назад
staff-button-answer = ✍️ Ответить
staff-button-answer-nowhere = ✍️ Ответ на бумаге или устно
staff-button-send = ✅ Отправить
staff-button-rewrite = ✏️ Написать заново
staff-button-cancel = Отменить

staff-button-take = 🙋 Взять в работу
staff-button-hand-over = Передать…
staff-button-let-go = Отпустить
staff-button-queue = Открытые обращения
staff-button-as-person = У меня своё обращение
staff-button-role-viewer = Сделать наблюдателем
staff-button-role-officer = Сделать сотрудником
staff-button-role-lead = Сделать руководителем
staff-button-role-none = Лишить роли
staff-button-speak-kk = Қазақша
staff-button-speak-ru = Русский
staff-button-speak-en = English

## Ответы на нажатия

staff-opened = Открыто в личном чате с ботом.
staff-released = Письмо о регистрации отправляется.
staff-registered = Зарегистрировано: { $ref }
staff-dismissed = Отмечено: не обращение.
staff-too-late = Уже сделано. { $what }
staff-changed = Пока Вы писали, обращение изменилось. { $what }. Проверьте ответ ещё раз.
staff-preview-stale = Это не последний вариант письма. Нажмите кнопку под последним.
staff-step-over = Этот шаг уже пройден или отменён. Откройте обращение и начните снова: /queue.
staff-no-role = У Вас нет роли для работы с обращениями. Попросите руководителя или администратора группы: роль дают командой /officers.
staff-role-too-low = Ваша роль позволяет только смотреть. Другую может дать руководитель: /officers.
staff-button-unknown = Эта кнопка больше не действует. Откройте обращение заново: /queue.

staff-needs-lead = Это может только руководитель: администратор группы или тот, кому дана эта роль.
staff-taken = Взято в работу: { $ref }
staff-yours-already = Этим обращением уже занимаетесь Вы.
staff-let-go = Отпущено: { $ref }. Теперь его может взять любой сотрудник.
staff-handed-over = Передано: { $ref } → { $officer }
staff-not-yours = Этим обращением занимается { $officer }. Передать или отпустить его может только этот сотрудник или руководитель.
staff-nobody-else = Передать некому: других сотрудников нет. Добавить их может руководитель: /officers.
staff-held-by = Этим обращением занимается { $officer }. Договоритесь, кто из вас ответит.
staff-role-changed = Роль изменена.

## Кто чьим обращением занимается

staff-hand-over-to = <b>Кому передать?</b>
staff-event-taken = взято в работу
staff-event-handed-over = передано
staff-event-let-go = отпущено

## Личный чат сотрудника

staff-reply-mail = Ответ уйдёт на почту: { $address }
staff-reply-telegram = Ответ уйдёт в Telegram: <a href="tg://user?id={ $chat }">личный чат</a>
staff-message = Сообщение, получено { $moment } ({ $place })
staff-subject-line = Тема: { $words }
staff-original = Исходное сообщение без изменений
staff-history = История
staff-event-registered = обращение зарегистрировано
staff-event-held = письмо о регистрации задержано
staff-event-released = разрешено отправить письмо о регистрации
staff-event-followed-up = человек написал ещё
staff-event-letter-sent = письмо отправлено
staff-event-letter-refused = письмо не принято
staff-event-letter-unsure = неизвестно, дошло ли письмо
staff-event-looked-at = персональные данные просмотрены
staff-event-answered = ответ дан
staff-letter-acknowledgement = о регистрации
staff-letter-answer = ответ

staff-answer-ask =
    <b>Ответ на обращение { $ref }</b>

    Напишите ответ. Приветствие, номер и подпись бот поставит сам. Пока Вы не нажмёте кнопку, человеку ничего не уйдёт: сначала Вы увидите письмо целиком.
staff-answer-words-only = Сейчас нужны слова: напишите ответ текстом. Отменить: /cancel.
staff-answer-unfinished = Вы ещё не закончили другой ответ. Отправьте его или отмените: /cancel.
staff-answer-old-words = Прежние слова:
staff-answer-cancelled = Отменено. Человеку ничего не отправлено.
staff-backed-out = Отменено. Ничего не изменилось.
staff-answer-sent = ✅ Ответ на обращение { $ref } отправляется.
staff-preview-mail = <b>Так письмо придёт человеку на почту.</b> Следующее Ваше сообщение добавится к письму.
staff-preview-telegram = <b>Так письмо придёт человеку в Telegram.</b> Следующее Ваше сообщение добавится к письму.
staff-preview-manual = <b>Так письмо придёт человеку.</b> Следующее Ваше сообщение добавится к письму.

## Очередь и помощь

staff-command-queue = Открытые обращения
staff-command-help = Помощь сотруднику
staff-command-officers = Сотрудники и их роли
staff-command-language = Язык: казахский, русский, английский
staff-who-writes = Вы сейчас не пишете ответ человеку, поэтому написанное никуда не ушло. Чтобы ответить, откройте обращение и нажмите «✍️ Ответить». А если Вы хотите подать своё обращение, нажмите «У меня своё обращение».
staff-welcome-viewer = <b>Вы наблюдатель.</b> Обращения приходят карточками в группу сотрудников: нажмите под карточкой «Открыть в личном чате», и обращение придёт сюда. Отвечает и принимает решения сотрудник. Всё, что Вы можете: /help.
staff-welcome-officer = <b>Вы сотрудник.</b> Обращения приходят карточками в группу сотрудников: нажмите под карточкой «Открыть в личном чате», и обращение придёт сюда. Здесь же на него отвечают. Всё, что Вы можете: /help.
staff-welcome-lead = <b>Вы руководитель.</b> Обращения приходят карточками в группу сотрудников: нажмите под карточкой «Открыть в личном чате», и обращение придёт сюда. Здесь же на него отвечают. Кому какая роль: /officers. Всё, что Вы можете: /help.
staff-nothing-to-cancel = Отменять нечего: Вы сейчас ничего не пишете. Открытые обращения: /queue.
staff-unknown-command = Такой команды нет. Все команды: /help.
staff-as-person = Теперь Вы пишете как человек, который подаёт обращение. Начать: /start. Вернуться к работе сотрудника: /staff.
staff-at-work = Вы снова сотрудник. Открытые обращения: /queue.
staff-speak-private = На каком языке говорить с Вами?
staff-speak-group = На каком языке писать в группе? Каждый сотрудник выбирает свой язык сам: /language в личном чате.
staff-spoken = Хорошо, теперь по-русски.
staff-officers = <b>Сотрудники: { $count }</b>
staff-officer = { $name } — { $role }
staff-role-viewer = наблюдатель
staff-role-officer = сотрудник
staff-role-lead = руководитель
staff-role-none = роли нет
staff-role-of-admin = администратор группы
staff-officer-silent = сообщений боту ещё не было
staff-officer-administers = Администратор группы всегда руководитель. Чтобы это изменить, снимите его с администраторов в настройках группы.
staff-officers-how = Нажмите на имя, чтобы изменить роль. Добавить человека: ответьте командой /officers на его сообщение в группе или напишите /officers и его номер в Telegram.
staff-officers-username = По имени с @ определить человека Telegram не позволяет. Ответьте командой /officers на его сообщение в группе или напишите его номер в Telegram.
staff-group-reply = Написанное в группе человеку не уходит. Чтобы ответить ему, нажмите «Открыть в личном чате», а там «✍️ Ответить».
staff-anonymous = Вы пишете от имени группы. Отключите «Анонимность» в своих правах администратора: нужно записать, кто принял решение.
staff-help =
    <b>Работа с обращениями</b>

    О каждом обращении в группу приходит карточка, персональные данные в ней скрыты. «Открыть в личном чате» покажет всё; кто открывал — записывается в историю. Через установленное время бот уберёт показанное из чата и оставит кнопку.
    Чтобы ответить человеку, откройте обращение, нажмите «✍️ Ответить» и напишите ответ. Перед отправкой Вы увидите письмо целиком. Написанное в группе человеку не уходит.
    Спросить, отказать, закрыть, записать подтверждение, объединить — под «⋯ Действия». Отказ и ответ, который раскрывает или уничтожает данные, утверждает второй сотрудник.
    Ответ на карточку и сообщение в теме обращения — заметка: её видят только сотрудники.
    Сообщение, которое пришло на проверку, зарегистрируйте или отметьте, что это не обращение.

    /queue — открытые обращения по срокам, /mine — Ваши, /overdue — просроченные
    /reviews — что ждёт проверки, /held — задержанные письма о регистрации
    /case — одно обращение по номеру, /find — поиск по номеру, почте или телефону
    /stats — цифры и рисунок, /export — реестр файлом
    /new — внести обращение, поданное бумажным письмом, лично или по телефону
    /language — на каком языке говорить с Вами
    /officers — сотрудники и их роли, для руководителей
    /feed — календарь сроков, /cancel — отменить начатое
    /start — если у Вас есть своё обращение

## Сообщения группе

notice-handed-over = Вам передано обращение <b>{ $ref }</b>. Передал сотрудник: { $officer }.
notice-role-changed = { $who }: теперь { $role }. Решение: { $officer }.
notice-officer-left = { $who }: больше не в группе, роли нет.
notice-given-back =
    { $count ->
        [one] Обращение { $refs } снова ничьё: возьмите его в работу.
       *[other] Открытые обращения снова ничьи ({ $count }): { $refs }. Возьмите их в работу.
    }
notice-group-lost = ⚠️ Бот больше не может работать в группе сотрудников. Обращения принимаются, письма людям отправляются как обычно, но карточки ждут. Верните бота в группу и сделайте администратором: пропущенное он допишет сам.
notice-group-back = ✅ Бот снова работает в группе сотрудников и дописывает пропущенное.
notice-stranger-group = Этот бот работает только в группе сотрудников (номер этой группы: { $number }). Он выходит из группы. О своих персональных данных напишите боту в личный чат.
notice-follow-up = По обращению <b>{ $ref }</b> человек написал ещё.
notice-letter-refused = ⚠️ Письмо по обращению <b>{ $ref }</b> не принято получателем. Ответ сервера — в истории обращения.
notice-letter-unknown = ⚠️ Письмо по обращению <b>{ $ref }</b> отправляли дважды, и оба раза неизвестно, дошло ли оно. Свяжитесь с человеком другим способом.
notice-update-quarantined = ⚠️ Обновление Telegram № { $number } не удалось обработать после нескольких попыток. Оно сохранено целиком, отправителю об этом сказано.
