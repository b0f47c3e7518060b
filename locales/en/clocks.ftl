### Terms, pauses, extensions

## A case's history

staff-event-dates-changed = dates recalculated
staff-event-confirmed = confirmation recorded
staff-event-paused = term paused
staff-event-resumed = term runs again
staff-event-extended = term extended

## Letters about the date

staff-letter-confirmed = confirmation received
staff-letter-date-moved = a new date
staff-letter-paused = term paused
staff-letter-resumed = term runs again
staff-letter-extended = term extended

## To officers: a date has changed

notice-date-later = ⚠️ In case <b>{ $ref }</b> the person was told { $told }; the date is now later: { $promised }. Reason: { $why }.
notice-date-earlier = ⚠️ In case <b>{ $ref }</b> the person was told { $told }; the date is now earlier: { $promised }. Reason: { $why }.
notice-date-gone = ⚠️ In case <b>{ $ref }</b> the person was told { $told }; now there is no date: the term starts once we have the confirmation. Reason: { $why }.
notice-date-written = The person was sent a letter about it.
notice-date-not-written = The person was not written to about it: decide whether to do so.

## Errors

error-clock-stopped = The case is closed: its terms do not change any more.
error-nothing-to-confirm = No term of this case waits for a confirmation.
error-confirmed-ahead = The day of the confirmation ({ $confirmed }) has not come yet.
error-pause-not-allowed = Neither the policy nor the law lets the term of this case be paused on such a ground.
error-extension-not-allowed = Neither the policy nor the law lets the term of this case be extended so long on such a ground.
error-already-paused = The term is paused on this ground already.
error-not-paused = The term is not paused on this ground.
error-already-extended = The term was extended on this ground already.
error-term-over = The term is over: it can be neither paused nor extended.

## The calendar of working days

staff-button-apply-calendar = Recalculate the dates
staff-calendar-applied =
    { $count ->
        [one] The new calendar is in force. Dates recalculated in { $count } case.
       *[other] The new calendar is in force. Dates recalculated in { $count } cases.
    }
staff-calendar-in-force = This calendar is in force already.
notice-calendar =
    { $count ->
        [one] 📅 Working days and days off have changed. New cases are counted by the new calendar already. The dates of { $count } open case would change; a lead can recalculate them.
       *[other] 📅 Working days and days off have changed. New cases are counted by the new calendar already. The dates of { $count } open cases would change; a lead can recalculate them.
    }
notice-calendar-promised = { $case }: promised date { $before }, would be { $after }
notice-calendar-target = { $case }: answer by { $before }, would be { $after }
notice-calendar-more = …and { $count } more
notice-calendar-quiet = 📅 Working days and days off have changed. This changes the dates of no open case.

## How the dates came about

staff-button-explain = 🗓 How the dates came about
staff-explained = How the dates of { $ref } came about
staff-explained-told = The person was told { $date }, in the letter of { $moment }.
staff-event-dates-moved = { $why }; promised date { $promised_before } → { $promised }; answer by { $target_before } → { $target }
queue-date-paused = paused, was { $date }
staff-promised-paused = Promised date: <b>paused</b>, was { $date }
staff-target-paused = Answer by: <b>paused</b>, was { $date }
staff-law-shorter = ⚖️ The law is stricter than the policy: { $term }
