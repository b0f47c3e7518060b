# Reminders, the morning report, digests, outages and the calendar feed. Screens are Telegram's HTML.

## Reminders of dates

clockwork-target-left =
    { $days ->
        [one] ⏳ <b>{ $ref }</b> — { $title }. Answer by { $date }: { $days } working day left. Held by: { $holder }.
       *[other] ⏳ <b>{ $ref }</b> — { $title }. Answer by { $date }: { $days } working days left. Held by: { $holder }.
    }
clockwork-target-last = ⏰ <b>{ $ref }</b> — { $title }. Answer by { $date }: <b>the last working day</b>. Held by: { $holder }.
clockwork-target-past =
    { $days ->
        [one] ⚠️ <b>{ $ref }</b> — { $title }. The answer was due by { $date }: { $days } working day overdue. Held by: { $holder }.
       *[other] ⚠️ <b>{ $ref }</b> — { $title }. The answer was due by { $date }: { $days } working days overdue. Held by: { $holder }.
    }
clockwork-target-ended = ⚠️ <b>{ $ref }</b> — { $title }. The answer was due by { $date }: that day has passed without one. Held by: { $holder }.
clockwork-promised-left =
    { $days ->
        [one] ⏳ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: { $days } working day left. Held by: { $holder }.
       *[other] ⏳ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: { $days } working days left. Held by: { $holder }.
    }
clockwork-promised-last = ⏰ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: <b>the last working day</b>. Held by: { $holder }.
clockwork-promised-past =
    { $days ->
        [one] ⚠️ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: { $days } working day overdue. Held by: { $holder }.
       *[other] ⚠️ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: { $days } working days overdue. Held by: { $holder }.
    }
clockwork-promised-ended = ⚠️ <b>{ $ref }</b> — { $title }. The person was promised an answer by { $date }: that day has passed without one. Held by: { $holder }.
clockwork-nobody = nobody yet
clockwork-more =
    { $count ->
        [one] And { $count } more case: /queue.
       *[other] And { $count } more cases: /queue.
    }
clockwork-why-officer = <i>To you, because you hold this case.</i>
clockwork-why-leads = <i>To you, because the date is near: the leads have been told as well.</i>
clockwork-why-everyone = <i>To everyone, because it can wait no longer or nobody has taken the case.</i>

## Not taken

clockwork-untaken =
    { $days ->
        [one] 🙋 <b>{ $ref }</b> — { $title }. Nobody has taken it for { $days } working day. Answer by { $date }. Held by: { $holder }.
       *[other] 🙋 <b>{ $ref }</b> — { $title }. Nobody has taken it for { $days } working days. Answer by { $date }. Held by: { $holder }.
    }
clockwork-untaken-undated =
    { $days ->
        [one] 🙋 <b>{ $ref }</b> — { $title }. Nobody has taken it for { $days } working day. The term starts with the confirmation. Held by: { $holder }.
       *[other] 🙋 <b>{ $ref }</b> — { $title }. Nobody has taken it for { $days } working days. The term starts with the confirmation. Held by: { $holder }.
    }

## The person is silent

clockwork-silent-reminded =
    { $days ->
        [one] ✉️ <b>{ $ref }</b>: the person was asked on { $date } and has not answered. One reminder has gone to them; if they are silent { $days } working day more, it is for you to decide. Held by: { $holder }.
       *[other] ✉️ <b>{ $ref }</b>: the person was asked on { $date } and has not answered. One reminder has gone to them; if they are silent { $days } working days more, it is for you to decide. Held by: { $holder }.
    }
clockwork-silent-decide =
    { $days ->
        [one] 🤝 <b>{ $ref }</b>: the person was asked on { $date } and has been silent for more than { $days } working day. They will not be reminded again: decide what to do. Held by: { $holder }.
       *[other] 🤝 <b>{ $ref }</b>: the person was asked on { $date } and has been silent for more than { $days } working days. They will not be reminded again: decide what to do. Held by: { $holder }.
    }
staff-letter-reminder = reminder
staff-event-asked = the person was asked for something
staff-event-reminded = a reminder was sent to the person

## Morning report

clockwork-quiet =
    ☀️ { $date }: all quiet, no date falls within this week. Open cases: { $open }.{ $mailbox ->
        [whole] {" "}The mailbox and the register agree.
       *[none] {""}
    }
clockwork-gap = {""}
clockwork-report = ☀️ <b>Morning report, { $date }.</b> Open cases: { $open }.
clockwork-overdue = ⚠️ Overdue: <b>{ $count }</b> ({ $refs })
clockwork-due-today = ⏰ Due today: <b>{ $count }</b> ({ $refs })
clockwork-due-week = ⏳ Due within the week: { $count } ({ $refs })
clockwork-new = 📥 New since the last report: { $count }
clockwork-nobody-took = 🙋 Not taken: { $count }
clockwork-waiting = ⏸ Waiting for people: { $count }
clockwork-paused = ⏯ Paused: { $count }
clockwork-held = ✋ Acknowledgements held: { $count } (/held)
clockwork-undelivered = 📭 Letters that did not arrive, or may not have: { $count }
clockwork-reviews = 🔍 For review: { $count } (/reviews)
clockwork-quarantine = 📦 Not read by the program: { $count } (/reviews)
clockwork-report-outage-mail = 🔌 No mail was taken in from { $since } to { $until }.
clockwork-report-outage-telegram = 🔌 No Telegram messages were taken in from { $since } to { $until }.

## Outages

clockwork-outage-earlier = 🔌 There were other outages before; they were not told, because nobody was there to be told: { $count }.
clockwork-outage-mail = 🔌 From { $since } to { $until } no mail was taken in. The mails stayed in the mailbox; mails about personal data that came in that time and have been taken in now: { $count }.
clockwork-outage-telegram = 🔌 From { $since } to { $until } no Telegram messages were taken in.
clockwork-outage-discarded = ⚠️ Telegram keeps messages to a bot for 24 hours. All that people wrote to the bot from { $since } to { $until } is lost: we did not see it and never will.

## Digests

clockwork-week = 📊 <b>Week from { $since } to { $until }.</b> Cases received: { $received }, answered: { $answered }.
clockwork-month = 📊 <b>Month from { $since } to { $until }.</b> Cases received: { $received }, answered: { $answered }.
clockwork-in-time = Answered by the promised date: { $share } %, late: { $late }.
clockwork-open-now = Open now: { $count }, of these overdue: { $overdue }.
clockwork-chart-weeks = By week (from Monday)
clockwork-chart-received = received
clockwork-chart-answered = answered
clockwork-chart-left = Open cases: working days left
clockwork-chart-band-overdue = overdue
clockwork-chart-band-today = last day
clockwork-chart-band-two = 1–2
clockwork-chart-band-five = 3–5
clockwork-chart-band-ten = 6–10
clockwork-chart-band-later = over 10
clockwork-chart-band-paused = paused
clockwork-chart-band-undated = no date
clockwork-chart-share = Answered by the promised date
clockwork-chart-in-time = in time
clockwork-chart-late = late
clockwork-chart-none = no answers

## Calendar of dates

clockwork-feed-calendar-own = My cases: dates
clockwork-feed-calendar-all = All cases: dates
clockwork-feed-entry = Due: { $ref }
clockwork-feed-menu =
    <b>Calendar of dates</b>

    Subscribe to it in your own calendar by its address: it holds the numbers of cases and the days to answer them by. There are no names or other personal data in it. The address cannot be guessed, but whoever knows it sees the calendar: give it to nobody.
clockwork-feed-has-own = An address for the calendar of your cases has been given out. It cannot be shown again: the address itself is not kept. You may have a new one, and the old one then stops working.
clockwork-feed-has-all = An address for the calendar of all cases has been given out. It cannot be shown again: the address itself is not kept. You may have a new one, and the old one then stops working.
clockwork-feed-none = No address has been given out yet.
clockwork-feed-button-own = Address: my cases
clockwork-feed-button-all = Address: all cases
clockwork-feed-button-revoke = Revoke the addresses
clockwork-feed-made =
    Address of the calendar (shown once):

    <code>{ $address }</code>
clockwork-feed-revoked = The addresses were revoked and no longer work.
clockwork-feed-private = The address of the calendar is given out in the private chat with the bot only: type /feed there.
staff-command-feed = Calendar of dates
