# What letters and screens speak of alike: what a request holds, terms, reasons.

letter-or = or
field-full-name = full name
field-phone = phone number
field-email = mail address
field-postal-address = postal address
field-data = personal data whose processing must stop
field-details = what the request is about
term-cd =
    { $amount ->
        [one] { $amount } calendar day
       *[other] { $amount } calendar days
    }
term-wd =
    { $amount ->
        [one] { $amount } working day
       *[other] { $amount } working days
    }
letter-because-confirmed = the confirmation was received
letter-because-right = the right was settled
letter-because-merged = cases about the same were merged
letter-because-receipt = the request turned out to have reached us earlier
letter-because-paused = the term was paused
letter-because-resumed = the term runs again
letter-because-extended = the term was extended
letter-because-calendar = working days and days off have changed
