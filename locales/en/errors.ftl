## Mail
error-mail-unreadable = The mail could not be read. It is kept whole, and an officer will look at it.
error-mail-too-big = The mail is too big ({ $size } bytes) and was not read in full. An officer will look at it.
error-mail-address = No mail can be sent to this address: it is misspelt.

## Storage
error-storage-unavailable = Data can be neither read nor kept at the moment. Please try again in a few minutes.
error-wrong-key = The key does not match these data: they were encrypted with another key.
error-lost-claim = Another process of the service has taken over this delivery.

## Mailbox
error-mailbox = The mailbox can't be read at the moment. The service tries again and again, and no mail will be lost.
error-mailbox-login = The mail server did not accept the user name or the password.
error-mailbox-folder = The mail server did not open the folder that mail is read from: it is not there, or access to it is denied.

## General
error-unexpected = An error occurred and we could not take this in. We know of it already. Please try again or press /start.

## The conversation in Telegram
error-field-empty = The answer is empty. Please write it in words.
error-field-long = The answer is too long: it has { $length } characters, and at most { $limit } fit. Please shorten it; details can be added later.
error-field-full-name = Write the surname, the name and the patronymic, if there is one, in letters without digits. For example: Omarova Aigerim Serikovna.
error-field-one-word = Write at least the surname and the name. For example: Omarova Aigerim Serikovna. If the name is a single word, send it once more.
error-field-phone = There is an error in the phone number. Check the digits. For example: +7 701 000 00 00 or 8 701 000 00 00.
error-field-iin = This looks like an IIN, which we do not need. Write the phone number. For example: +7 701 000 00 00.
error-field-email = There is an error in the mail address. It has Latin letters, an @ and no spaces. For example: user@example.com.
error-field-postal-address = The address is incomplete: a letter would not arrive. Write town or village, street, house, flat and postal code.
error-field-words = There is no word in this. Please write in words.

## Connection with Telegram
error-telegram-conflict = Another program takes this bot's updates, or a webhook is set for it. Stop that program or remove the webhook: the service will go on by itself.
error-telegram-token = Telegram does not know this token. Check PD_TELEGRAM_TOKEN.
error-telegram-another-bot = The token belongs to another bot ({ $found }), while this database worked with the bot { $known }. Check PD_TELEGRAM_TOKEN and PD_DATABASE_URL.

## Policy and terms
error-policy = The policy file or the file of working days is not valid: { $faults }
error-calendar-range = The calendar knows working days of the years { $first } to { $last } only, and { $day } is not among them.
error-confirmed-before-received = The confirmation ({ $confirmed }) can't be earlier than the request ({ $received }).

## Cases
error-stale-case = Someone else has changed the case in the meantime. Open it once more.
error-taken-already = Another officer holds this case already.
error-press-later = This did not work now. Your press is not lost: the bot will try again by itself.
error-already-settled = Another officer has already decided about this message.
error-reference = The case number is misspelt. Check it, it looks like this: PD-2026-00001-F.

## Start and check
error-settings = There is an error in the settings. What exactly is wrong is written beside the name of each.
error-outdated = One of the programs that the service depends on is too old. Update the one named.
error-outdated-schema = Another version of the program made the database. Run `pd-intake db upgrade`.
error-demo-not-installed = The servers of the demo are not installed. Run `make demo`.
error-telegram-unfit = The bot lacks something in Telegram. What exactly, and how to put it right, is written beside it.
