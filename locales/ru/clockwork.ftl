# Напоминания, утренний отчёт, сводки, перерывы в работе и календарь. Экраны — HTML Telegram.

## Напоминания о сроках

clockwork-target-left =
    { $days ->
        [one] ⏳ <b>{ $ref }</b> — { $title }. Ответить не позднее { $date }: остался { $days } рабочий день. Занимается: { $holder }.
        [few] ⏳ <b>{ $ref }</b> — { $title }. Ответить не позднее { $date }: осталось { $days } рабочих дня. Занимается: { $holder }.
       *[other] ⏳ <b>{ $ref }</b> — { $title }. Ответить не позднее { $date }: осталось { $days } рабочих дней. Занимается: { $holder }.
    }
clockwork-target-last = ⏰ <b>{ $ref }</b> — { $title }. Ответить не позднее { $date }: <b>последний рабочий день</b>. Занимается: { $holder }.
clockwork-target-past =
    { $days ->
        [one] ⚠️ <b>{ $ref }</b> — { $title }. Ответить надо было не позднее { $date }: просрочено на { $days } рабочий день. Занимается: { $holder }.
        [few] ⚠️ <b>{ $ref }</b> — { $title }. Ответить надо было не позднее { $date }: просрочено на { $days } рабочих дня. Занимается: { $holder }.
       *[other] ⚠️ <b>{ $ref }</b> — { $title }. Ответить надо было не позднее { $date }: просрочено на { $days } рабочих дней. Занимается: { $holder }.
    }
clockwork-target-ended = ⚠️ <b>{ $ref }</b> — { $title }. Ответить надо было не позднее { $date }: этот день прошёл, ответа нет. Занимается: { $holder }.
clockwork-promised-left =
    { $days ->
        [one] ⏳ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: остался { $days } рабочий день. Занимается: { $holder }.
        [few] ⏳ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: осталось { $days } рабочих дня. Занимается: { $holder }.
       *[other] ⏳ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: осталось { $days } рабочих дней. Занимается: { $holder }.
    }
clockwork-promised-last = ⏰ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: <b>последний рабочий день</b>. Занимается: { $holder }.
clockwork-promised-past =
    { $days ->
        [one] ⚠️ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: обещание просрочено на { $days } рабочий день. Занимается: { $holder }.
        [few] ⚠️ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: обещание просрочено на { $days } рабочих дня. Занимается: { $holder }.
       *[other] ⚠️ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: обещание просрочено на { $days } рабочих дней. Занимается: { $holder }.
    }
clockwork-promised-ended = ⚠️ <b>{ $ref }</b> — { $title }. Человеку обещали ответить не позднее { $date }: этот день прошёл, ответа нет. Занимается: { $holder }.
clockwork-nobody = пока никто
clockwork-more =
    { $count ->
        [one] И ещё { $count } обращение: /queue.
        [few] И ещё { $count } обращения: /queue.
       *[other] И ещё { $count } обращений: /queue.
    }
clockwork-why-officer = <i>Вам — потому что этим обращением занимаетесь Вы.</i>
clockwork-why-leads = <i>Вам — потому что срок близок: об этом сообщили и руководителям.</i>
clockwork-why-everyone = <i>Всем — потому что ждать больше нельзя или обращение никто не взял.</i>

## Никто не взял

clockwork-untaken =
    { $days ->
        [one] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочий день обращение никто не берёт. Ответить не позднее { $date }. Занимается: { $holder }.
        [few] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочих дня обращение никто не берёт. Ответить не позднее { $date }. Занимается: { $holder }.
       *[other] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочих дней обращение никто не берёт. Ответить не позднее { $date }. Занимается: { $holder }.
    }
clockwork-untaken-undated =
    { $days ->
        [one] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочий день обращение никто не берёт. Срок начнётся с подтверждения. Занимается: { $holder }.
        [few] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочих дня обращение никто не берёт. Срок начнётся с подтверждения. Занимается: { $holder }.
       *[other] 🙋 <b>{ $ref }</b> — { $title }. { $days } рабочих дней обращение никто не берёт. Срок начнётся с подтверждения. Занимается: { $holder }.
    }

## Человек молчит

clockwork-silent-reminded =
    { $days ->
        [one] ✉️ <b>{ $ref }</b>: сведения попросили { $date }, ответа нет. Человеку отправлено одно напоминание; если он промолчит ещё { $days } рабочий день, решать Вам. Занимается: { $holder }.
        [few] ✉️ <b>{ $ref }</b>: сведения попросили { $date }, ответа нет. Человеку отправлено одно напоминание; если он промолчит ещё { $days } рабочих дня, решать Вам. Занимается: { $holder }.
       *[other] ✉️ <b>{ $ref }</b>: сведения попросили { $date }, ответа нет. Человеку отправлено одно напоминание; если он промолчит ещё { $days } рабочих дней, решать Вам. Занимается: { $holder }.
    }
clockwork-silent-decide =
    { $days ->
        [one] 🤝 <b>{ $ref }</b>: сведения попросили { $date }, человек молчит дольше { $days } рабочего дня. Больше ему не напоминаем: решите, как поступить. Занимается: { $holder }.
       *[other] 🤝 <b>{ $ref }</b>: сведения попросили { $date }, человек молчит дольше { $days } рабочих дней. Больше ему не напоминаем: решите, как поступить. Занимается: { $holder }.
    }
staff-letter-reminder = напоминание
staff-event-asked = человека попросили прислать сведения
staff-event-reminded = человеку отправлено напоминание

## Утренний отчёт

clockwork-quiet =
    ☀️ { $date }: всё спокойно, до конца недели ни один срок не истекает. Открытых обращений: { $open }.{ $mailbox ->
        [whole] {" "}Почта сверена с реестром.
       *[none] {""}
    }
clockwork-gap = {""}
clockwork-report = ☀️ <b>Утренний отчёт, { $date }.</b> Открытых обращений: { $open }.
clockwork-overdue = ⚠️ Просрочено: <b>{ $count }</b> ({ $refs })
clockwork-due-today = ⏰ Срок сегодня: <b>{ $count }</b> ({ $refs })
clockwork-due-week = ⏳ Срок до конца недели: { $count } ({ $refs })
clockwork-new = 📥 Новых с прошлого отчёта: { $count }
clockwork-nobody-took = 🙋 Никто не взял: { $count }
clockwork-waiting = ⏸ Ждём ответа людей: { $count }
clockwork-paused = ⏯ Приостановлено: { $count }
clockwork-held = ✋ Задержано писем о регистрации: { $count } (/held)
clockwork-undelivered = 📭 Писем, которые не дошли или, возможно, не дошли: { $count }
clockwork-reviews = 🔍 На проверке: { $count } (/reviews)
clockwork-quarantine = 📦 Не прочитано программой: { $count } (/reviews)
clockwork-report-outage-mail = 🔌 Почту не принимали с { $since } до { $until }.
clockwork-report-outage-telegram = 🔌 Сообщения из Telegram не принимали с { $since } до { $until }.

## Перерывы в работе

clockwork-outage-earlier = 🔌 Были и другие перерывы, раньше; о них не сообщили, потому что было некому: { $count }.
clockwork-outage-mail = 🔌 С { $since } до { $until } почту не принимали. Письма сохранились в ящике; за это время пришло и теперь принято писем о персональных данных: { $count }.
clockwork-outage-telegram = 🔌 С { $since } до { $until } сообщения из Telegram не принимали.
clockwork-outage-discarded = ⚠️ Telegram хранит сообщения боту 24 часа. Всё, что люди писали боту с { $since } до { $until }, пропало: мы этого не видели и не увидим.

## Сводки

clockwork-week = 📊 <b>Неделя с { $since } по { $until }.</b> Получено обращений: { $received }, отвечено: { $answered }.
clockwork-month = 📊 <b>Месяц с { $since } по { $until }.</b> Получено обращений: { $received }, отвечено: { $answered }.
clockwork-in-time = Ответов в обещанный срок: { $share } %, с опозданием: { $late }.
clockwork-open-now = Открыто сейчас: { $count }, из них просрочено: { $overdue }.
clockwork-chart-weeks = По неделям (неделя с понедельника)
clockwork-chart-received = получено
clockwork-chart-answered = отвечено
clockwork-chart-left = Открытые обращения: сколько рабочих дней осталось
clockwork-chart-band-overdue = срок прошёл
clockwork-chart-band-today = последний день
clockwork-chart-band-two = 1–2
clockwork-chart-band-five = 3–5
clockwork-chart-band-ten = 6–10
clockwork-chart-band-later = больше 10
clockwork-chart-band-paused = приостановлено
clockwork-chart-band-undated = без срока
clockwork-chart-share = Ответы в обещанный срок
clockwork-chart-in-time = в срок
clockwork-chart-late = с опозданием
clockwork-chart-none = ответов не было

## Календарь сроков

clockwork-feed-calendar-own = Мои обращения: сроки
clockwork-feed-calendar-all = Все обращения: сроки
clockwork-feed-entry = Срок: { $ref }
clockwork-feed-menu =
    <b>Календарь сроков</b>

    Подпишитесь на него в своём календаре по адресу: в нём номера обращений и дни, не позднее которых нужно ответить. Имён и других персональных данных в нём нет. Адрес нельзя угадать, но кто его знает, тот видит календарь: никому его не передавайте.
clockwork-feed-has-own = Адрес календаря Ваших обращений выдан. Показать его ещё раз нельзя: сам адрес не хранится. Можно выдать новый, прежний тогда перестанет действовать.
clockwork-feed-has-all = Адрес календаря всех обращений выдан. Показать его ещё раз нельзя: сам адрес не хранится. Можно выдать новый, прежний тогда перестанет действовать.
clockwork-feed-none = Адресов пока нет.
clockwork-feed-button-own = Адрес: мои обращения
clockwork-feed-button-all = Адрес: все обращения
clockwork-feed-button-revoke = Отозвать адреса
clockwork-feed-made =
    Адрес календаря (показываем один раз):

    <code>{ $address }</code>
clockwork-feed-revoked = Адреса отозваны и больше не действуют.
clockwork-feed-private = Адрес календаря выдаётся только в личном чате с ботом: напишите там /feed.
staff-command-feed = Календарь сроков
