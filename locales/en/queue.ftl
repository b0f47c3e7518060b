### Queue, search, figures and register; there are no personal data here.

## Commands

staff-command-mine = Cases that you hold
staff-command-overdue = Overdue cases
staff-command-reviews = What waits for review
staff-command-held = Held acknowledgements
staff-command-find = Find by number, mail address or phone
staff-command-case = One case by its number
staff-command-stats = How the work goes: figures and a chart
staff-command-export = The register of cases as an XLSX file

## Lists

queue-list-queue = <b>Open cases: { $count }</b> (page { $page } of { $pages })
queue-list-mine = <b>Open cases that you hold: { $count }</b> (page { $page } of { $pages })
queue-list-overdue = <b>Overdue cases: { $count }</b> (page { $page } of { $pages })
queue-list-held = <b>Held acknowledgements: { $count }</b> (page { $page } of { $pages })
queue-list-reviews = <b>For review: { $count }</b>
queue-empty-queue = There are no open cases.
queue-empty-mine = You hold no case at present. All open ones: /queue.
queue-empty-overdue = There are no overdue cases.
queue-empty-held = No acknowledgement is held.
queue-empty-reviews = Nothing waits for review.
queue-case = { $sign } <b>{ $ref }</b> — { $title }
queue-holder = Held by { $officer }
queue-nobody = Not taken yet
queue-button-more = Show more

## Search

queue-find-how =
    Type what to find: <code>/find PD-2026-00017</code>, <code>/find 17</code>, a mail address or a phone number.
    The bot does not search by name. Type addresses and phone numbers here, in the private chat: from the group the bot deletes such a message.
queue-case-how = Type the number of the case: <code>/case 17</code> or <code>/case PD-2026-00017</code>. In a case's topic no number is needed.
queue-no-number = There is no case with that number. Open cases: /queue.
queue-slip = ⚠️ The number's check character does not fit: there is a typing error in it. Make sure that this is the right case.
queue-found = <b>Cases found: { $count }</b>, newest first. The search was recorded.
queue-found-nothing = There are no cases with that address or phone number. The search was recorded. You may also search by number: /find 17.
queue-found-in-private = Personal data are not shown in the group: the message is being deleted, the result comes in the private chat with the bot. If it does not, open that chat first and press “Start”.
notice-delete-in-group = ⚠️ The bot could not delete a message with personal data from the group. Please delete it yourself. To let the bot do it, give it the right to delete messages.
notice-delete-here = ⚠️ The bot could not delete messages with personal data from this chat: they are older than 48 hours. Please delete them yourself.

## Shown for a time

queue-hidden-case = 🔒 <b>{ $ref }</b>: the personal data were removed from the chat, their time was up.
queue-hidden-review = 🔒 <b>For review No. { $number }</b>: the message was removed from the chat, its time was up.
queue-hidden = 🔒 Removed.
queue-button-again = Show again
queue-decide = 👉 To decide what becomes of it, press a button under the message in the group.
queue-looks = Who opened it:
queue-looked = { $moment } — { $officer }

## Figures

queue-stats =
    <b>{ $since } — { $until }</b>
    Received: { $received }. Answered: { $answered }.
queue-stats-open = Open now: { $count }, of these overdue: { $overdue }.
queue-stats-share = By the promised date: { $share } %, late: { $late }.

## Register

queue-export =
    <b>The register of cases, an XLSX file</b>

    The register holds numbers, rights, dates and states. Who has asked is not in it: only the case itself shows that. In which language?
queue-export-in-private = The register comes in the private chat with the bot. If it does not, open that chat first and press “Start”.
queue-export-begun = The register is being written and will come here as a file.
queue-exported = Register of cases as of { $moment } ({ $place })
queue-export-too-large = The register is larger than 49 MB, which Telegram does not carry. Ask the server's administrator to write it with pd-intake cases export --format xlsx.
queue-register = Register of cases
queue-column-ref = Number
queue-column-channel = Channel
queue-column-right = Right
queue-column-state = State
queue-column-received = Received ({ $place })
queue-column-acknowledged = Acknowledgement ({ $place })
queue-column-promised = Promised date
queue-column-target = Answer by
queue-column-closed = Ended ({ $place })
queue-column-officer = Officer
queue-column-language = Language
queue-column-proof = Proof
queue-channel-mail = mail
queue-channel-telegram = Telegram
queue-channel-manual = entered by hand
queue-state-registered = open
queue-state-waiting = waiting for the person
queue-state-answered = answered
queue-state-refused = reasoned refusal
queue-state-withdrawn = withdrawn by the person
queue-state-closed = closed
queue-language-kk = Kazakh
queue-language-ru = Russian
queue-language-en = English
queue-language-unknown = not clear
queue-proof-channel = channel only
queue-proof-phone = own phone number
queue-proof-mailbox = mailbox confirmed
queue-proof-tied = mailbox and Telegram tied
queue-proof-document = document shown
