# How a date came about, a line a step. Days are written “23.12.2026 (Wednesday)”.

explain-day =
    { $date } ({ $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    })
explain-moment = { $day }, { $time }
explain-ground = { $words } ({ $place })

explain-received-at = The request was received on { $moment } { $zone }: that is when it reached our mailbox or the bot. When it was written and sent does not matter.
explain-received = The request was received on { $day } { $zone }.
explain-confirmed = The confirmation was received on { $day }.

## Terms
explain-term-policy =
    Term by the privacy policy: { $term } after { $starts ->
        [receipt] the request is received
       *[confirmation] the confirmation is received
    }. Ground: { $clause }.
explain-term-law =
    Term by law: { $term } after { $starts ->
        [receipt] the request is received
       *[confirmation] the confirmation is received
    }. Ground: { $clause }.
explain-term-analogy =
    The law names no term for such a request, so the nearest rule is applied: { $term } after { $starts ->
        [receipt] the request is received
       *[confirmation] the confirmation is received
    }. Ground by analogy: { $clause }.
explain-term-house = Neither the privacy policy nor the law sets a term for such a request. The term that we have set for ourselves: { $term } after the request is received.
explain-none-policy = The privacy policy sets no term for such a request.
explain-none-law = The law sets no term for such a request.
explain-waits = This term has not started yet: it starts on the day after we receive the confirmation.

## Extension and pause
explain-extended = The term was extended on { $day } by { $term }. Reason: { $clause }.
explain-stood = The term was paused from { $moment } to { $until }.
explain-stands = The term has been paused since { $moment } and does not run for now.
explain-stood-because = Reason for the pause: { $clause }.
explain-held = Since the term began it has stood still for { $term }. It is longer by that much; part of a day in the total does not count.

## Counting
explain-begins-wd = We count from the next day (Civil Code, Article 173), working days only. The first of them: { $day }.
explain-begins-cd = We count from the next day (Civil Code, Article 173), every day. The first of them: { $day }.
explain-off-weekend =
    We skip { $days }: { $count ->
        [one] a day of the weekend
       *[other] days of the weekend
    }.
explain-off-holiday =
    We skip { $days }: { $name }{ $estimated ->
        [yes] {" "}(the date has not been announced yet and may change)
       *[no] {""}
    }.
explain-off-moved = We skip { $days }: { $name } falls on a day off, { $other }, and this day is off instead.
explain-off-exchanged = We skip { $days }: a day off moved from { $other }.
explain-off-extra = We skip { $days }: an extra day off ({ $name }).
explain-worked-exchanged = We count { $day }: it is worked instead of { $other }.
explain-worked-extra = We count { $day }: it was declared a working day ({ $source }).
explain-lands = Day { $amount } is { $day }, which is not a working day. The term therefore ends on the nearest working day after it (Civil Code, Article 175).
explain-ends = Last day of this term: { $day }.
explain-was = Before the pause the last day of this term was { $day }. The new one will be known when the term runs again.

## Result
explain-promised-policy = Promised date: { $day }. It follows from the privacy policy.
explain-promised-law = Promised date: { $day }. It follows from the law.
explain-promised-analogy = Promised date: { $day }. It follows from the nearest rule of law, applied by analogy.
explain-promised-house = Promised date: { $day }. It follows from the term that we have set for ourselves.
explain-promised-paused = Before the pause the promised date was { $day }. We shall name a new one when the term runs again.
explain-promised-later = We shall name the promised date when we receive the confirmation.
explain-target-same = Officers work to the same date.
explain-target-earlier = Officers work to an earlier date, the earliest of all: { $day }.
explain-target-paused = Before the pause officers worked to the earliest date of all: { $day }.
explain-target-runs = Officers work to the earliest date of the terms that run: { $day }.
explain-target-later = The date that officers work to will be known then too.
