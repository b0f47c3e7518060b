# For officers: cards, buttons, answers to presses. Screens are Telegram's HTML; labels of buttons
# and answers to presses are plain text of at most 200 characters.

## A case's card

staff-case-heading = <b>{ $ref }</b> — { $title }
staff-state-registered = Open
staff-state-answered = ✅ Answered
staff-state-waiting = ⏸ Waiting for the person
staff-state-refused = ⛔️ Reasoned refusal sent
staff-state-withdrawn = ↩️ Withdrawn by the person
staff-state-closed = ☑️ Closed
staff-holder = Taken by { $officer }, { $moment }
staff-channel-mail = Channel: mail
staff-channel-telegram = Channel: Telegram
staff-channel-manual = Channel: entered by hand
staff-received = Received: { $moment } ({ $place })
staff-received-in-short = Received { $moment } · { $channel } · language: { $language }
staff-promised = Promised date: { $date }
staff-promised-waits = Promised date: none yet, the term starts once we have the confirmation
staff-due =
    { $date } ({ $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    })
staff-target = Answer by { $date }
staff-target-left = Answer by <b>{ $date }</b>, { $left }
staff-target-waits = No date for the answer yet: the term starts once we have the confirmation
staff-days-left =
    { $days ->
        [one] { $days } day left
       *[other] { $days } days left
    }
staff-days-today = last day today
staff-days-overdue =
    { $days ->
        [one] ⚠️ { $days } day overdue
       *[other] ⚠️ { $days } days overdue
    }
staff-language-kk = Language: Kazakh
staff-language-ru = Language: Russian
staff-language-en = Language: English
staff-language-unknown = Language: not clear, we write in both
staff-proof-channel = Proof: only the channel is known
staff-proof-phone = Proof: own phone number from Telegram
staff-proof-mailbox = Proof: mailbox confirmed
staff-proof-tied = Proof: mailbox and Telegram tied
staff-proof-document = Proof: document shown
staff-proof-wanting = 🔑 It is not known who the person is. Needed: { $needed }
staff-missing = Missing: { $fields }
staff-acknowledged = Acknowledgement sent: { $moment }
staff-not-acknowledged = Acknowledgement not sent yet
staff-unreachable = ⚠️ No address to answer to
staff-held = ⏸ Acknowledgement held: { $reason }
staff-held-bounce = this is a report of failed delivery
staff-held-auto-reply = it looks like an automatic reply
staff-held-auto-generated = it looks as if a program wrote the mail
staff-held-list = the mail came through a mailing list
staff-held-cap = many acknowledgements in a row have gone to this address: a program may be answering us
staff-held-old = the mail came in long ago: it may have been answered already
staff-held-own = this is our own mail
staff-held-receipt = this is a read receipt
staff-held-complaint = this is a spam complaint from a mail service
staff-field = { $name }: { $value }
staff-person = 👤 { $masked }
staff-as-of = <i>As of { $moment }</i>

staff-digest =
    <b>Many new cases at once: { $count }</b>

    A case gets its own card when someone takes it or it changes.
staff-digest-page = Page { $page } of { $pages }
staff-digest-case = <b>{ $ref }</b> — { $title }
staff-review-digest =
    <b>Many messages to review at once: { $count }</b>

    Press a number and the card of that message appears in the group.
staff-review-digest-item = <b>No. { $number }</b> — { $reason }
staff-review-digest-done = Nothing in this list waits for a decision any more.
staff-review-shown = The card of message { $number } will appear in the group.
staff-card-moved = The card of { $ref } is now in its own topic.

## The card of a message under review

staff-review-heading-review = <b>For review No. { $number }</b>: is this a request?
staff-review-heading-quarantine = <b>For review No. { $number }</b>: the message could not be read
staff-why-prescribed = The subject line is the policy's own.
staff-why-variant = The subject line is an accepted variant.
staff-why-typo = There is a typing error in the subject line.
staff-why-close = The subject line is close to a prescribed one but not the same.
staff-why-within = A prescribed line stands among other words.
staff-why-machine = The line is prescribed, but an automatic reply's mark stands before it.
staff-why-paraphrase = The subject line reads like a request about personal data in the sender's own words.
staff-why-reference = The subject line has a case number in it: this may add to that case.
staff-why-machine-alone = There is nothing in the subject line but an automatic reply's mark.
staff-why-gives-consent = It seems that consent is being given, not withdrawn.
staff-why-no-line = The subject line is nothing like a prescribed one.
staff-why-unread = The program could not read it. It is kept whole: open the original message.
staff-why-other = The program is not sure that this is a request.
staff-seems-inquiry = Looks like an inquiry
staff-seems-withdrawal = Looks like a withdrawal of consent
staff-attachments = Attachments: { $count }
staff-sender = From: { $sender }
staff-choose = <b>What is the request about?</b>
staff-doubt = <b>Are you sure that this is not a request?</b> The person will get neither an acknowledgement nor an answer.
staff-verdict-registered = ✅ Registered as a case. Decided by { $officer }, { $moment }
staff-verdict-dismissed = Not a request. Decided by { $officer }, { $moment }

## Buttons

staff-button-open = Open in private chat
staff-button-open-review = Open in private chat
staff-button-release = Send the acknowledgement
staff-button-choose = Register…
staff-button-groups = Other…
staff-button-doubt = Not a request
staff-button-dismiss = Yes, not a request
staff-button-back = ← Back
staff-button-answer = ✍️ Answer
staff-button-answer-nowhere = ✍️ Answer on paper or in person
staff-button-send = ✅ Send
staff-button-rewrite = ✏️ Rewrite
staff-button-cancel = Cancel

staff-button-take = 🙋 Take
staff-button-hand-over = Hand over…
staff-button-let-go = Let go
staff-button-queue = Open cases
staff-button-as-person = I have a request of my own
staff-button-role-viewer = Make a viewer
staff-button-role-officer = Make an officer
staff-button-role-lead = Make a lead
staff-button-role-none = Take the role away
staff-button-speak-kk = Қазақша
staff-button-speak-ru = Русский
staff-button-speak-en = English

## Answers to presses

staff-opened = Opened in the private chat with the bot.
staff-released = The acknowledgement is being sent.
staff-registered = Registered: { $ref }
staff-dismissed = Marked: not a request.
staff-too-late = Done already. { $what }
staff-changed = The case changed while you were writing. { $what }. Check the answer once more.
staff-preview-stale = This is not the latest version of the letter. Press the button under the latest one.
staff-step-over = This step is over or cancelled. Open the case and begin again: /queue.
staff-no-role = You have no role for work on cases. Ask a lead or an administrator of the group: roles are given with /officers.
staff-role-too-low = Your role lets you look only. A lead can give you another: /officers.
staff-button-unknown = This button no longer works. Open the case again: /queue.

staff-needs-lead = Only a lead may do this: an administrator of the group, or someone given that role.
staff-taken = Taken: { $ref }
staff-yours-already = You hold this case already.
staff-let-go = Let go: { $ref }. Any officer may take it now.
staff-handed-over = Handed over: { $ref } → { $officer }
staff-not-yours = { $officer } holds this case. Only they or a lead may hand it over or let it go.
staff-nobody-else = There is nobody to hand it over to: no other officers. A lead can add some: /officers.
staff-held-by = { $officer } holds this case. Agree which of you will answer.
staff-role-changed = Role changed.

## Who holds which case

staff-hand-over-to = <b>Hand over to whom?</b>
staff-event-taken = taken
staff-event-handed-over = handed over
staff-event-let-go = let go

## An officer's private chat

staff-reply-mail = The answer will go by mail to { $address }
staff-reply-telegram = The answer will go by Telegram: <a href="tg://user?id={ $chat }">private chat</a>
staff-message = Message received { $moment } ({ $place })
staff-subject-line = Subject line: { $words }
staff-original = The original message, unchanged
staff-history = History
staff-event-registered = case registered
staff-event-held = acknowledgement held
staff-event-released = acknowledgement allowed to go
staff-event-followed-up = the person wrote again
staff-event-letter-sent = letter sent
staff-event-letter-refused = letter not accepted
staff-event-letter-unsure = not known whether the letter arrived
staff-event-looked-at = personal data viewed
staff-event-answered = answered
staff-letter-acknowledgement = acknowledgement
staff-letter-answer = answer

staff-answer-ask =
    <b>Answer to { $ref }</b>

    Write the answer. The bot adds greeting, number and signature. Nothing goes to the person until you press the button: you will see the whole letter first.
staff-answer-words-only = Words are needed now: type the answer. To cancel: /cancel.
staff-answer-unfinished = You have another answer unfinished. Send it or cancel it: /cancel.
staff-answer-old-words = Your words so far:
staff-answer-cancelled = Cancelled. Nothing was sent to the person.
staff-backed-out = Cancelled. Nothing has changed.
staff-answer-sent = ✅ The answer to { $ref } is being sent.
staff-preview-mail = <b>This is the letter as the person will get it by mail.</b> Your next message will be added to it.
staff-preview-telegram = <b>This is the letter as the person will get it in Telegram.</b> Your next message will be added to it.
staff-preview-manual = <b>This is the letter as the person will get it.</b> Your next message will be added to it.

## Queue and help

staff-command-queue = Open cases
staff-command-help = Help for officers
staff-command-officers = Officers and their roles
staff-command-language = Language: Kazakh, Russian, English
staff-who-writes = You are not writing an answer now, so your words went nowhere. To answer a person, open the case and press “✍️ Answer”. If you want to make a request yourself, press “I have a request of my own”.
staff-welcome-viewer = <b>You are a viewer.</b> Cases come to the staff group as cards: press “Open in private chat” under a card and the case comes here. Officers answer and decide. All that you can do: /help.
staff-welcome-officer = <b>You are an officer.</b> Cases come to the staff group as cards: press “Open in private chat” under a card and the case comes here. This is also where you answer it. All that you can do: /help.
staff-welcome-lead = <b>You are a lead.</b> Cases come to the staff group as cards: press “Open in private chat” under a card and the case comes here. This is also where you answer it. Who has which role: /officers. All that you can do: /help.
staff-nothing-to-cancel = There is nothing to cancel: you are not writing anything. Open cases: /queue.
staff-unknown-command = There is no such command. All commands: /help.
staff-as-person = You now write as a person with a request of your own. To begin: /start. To go back to work as an officer: /staff.
staff-at-work = You are an officer again. Open cases: /queue.
staff-speak-private = In which language shall I speak to you?
staff-speak-group = In which language shall I write in the group? Each officer chooses their own with /language in the private chat.
staff-spoken = All right, in English from now on.
staff-officers = <b>Officers: { $count }</b>
staff-officer = { $name } — { $role }
staff-role-viewer = viewer
staff-role-officer = officer
staff-role-lead = lead
staff-role-none = no role
staff-role-of-admin = administrator of the group
staff-officer-silent = has not written to the bot yet
staff-officer-administers = An administrator of the group is always a lead. To change that, remove them as an administrator in the group's settings.
staff-officers-how = Press a name to change the role. To add someone, reply /officers to their message in the group, or type /officers and their Telegram number.
staff-officers-username = Telegram does not let a bot find a person by an @name. Reply /officers to their message in the group, or type their Telegram number.
staff-group-reply = What is written in the group does not go to the person. To answer them, press “Open in private chat” and there “✍️ Answer”.
staff-anonymous = You are writing in the name of the group. Switch off “Remain anonymous” in your administrator rights: it must be recorded who decided.
staff-help =
    <b>Work on cases</b>

    Each case comes to the group as a card; personal data are not shown on it. “Open in private chat” shows everything; who opened it is recorded in the history. After a set time the bot removes what it showed from the chat and leaves a button.
    To answer the person, open the case, press “✍️ Answer” and write. You see the whole letter before it is sent. What is written in the group does not go to the person.
    To ask, refuse, close, record a confirmation or merge: “⋯ Actions”. A refusal, and an answer that discloses or destroys data, is approved by a second officer.
    A reply to a card or a message in a case's topic is a note: only officers see it.
    Register a message that came for review, or mark that it is not a request.

    /queue — open cases by date, /mine — yours, /overdue — overdue ones
    /reviews — what waits for review, /held — held acknowledgements
    /case — one case by its number, /find — search by number, mail address or phone
    /stats — figures and a chart, /export — the register as a file
    /new — enter a request made on paper, in person or by phone
    /language — the language I speak to you in
    /officers — officers and their roles, for leads
    /feed — calendar of dates, /cancel — cancel what you began
    /start — if you have a request of your own

## Messages to the group

notice-handed-over = Case <b>{ $ref }</b> was handed over to you by { $officer }.
notice-role-changed = { $who }: now { $role }. Decided by { $officer }.
notice-officer-left = { $who }: has left the group and has no role any more.
notice-given-back =
    { $count ->
        [one] Case { $refs } is nobody’s again: please take it on.
       *[other] Open cases are nobody’s again ({ $count }): { $refs }. Please take them on.
    }
notice-group-lost = ⚠️ The bot can no longer work in the staff group. Requests are taken in and letters to people go out as usual, but cards wait. Put the bot back into the group and make it an administrator: it will write what was missed by itself.
notice-group-back = ✅ The bot works in the staff group again and is writing what was missed.
notice-stranger-group = This bot works in the staff group only (the number of this group: { $number }). It is leaving the group. To ask about your personal data, write to the bot in a private chat.
notice-follow-up = The person wrote again about case <b>{ $ref }</b>.
notice-letter-refused = ⚠️ The letter in case <b>{ $ref }</b> was not accepted by the recipient. The server's reply is in the case's history.
notice-letter-unknown = ⚠️ The letter in case <b>{ $ref }</b> was sent twice, and both times it is not known whether it arrived. Reach the person another way.
notice-update-quarantined = ⚠️ Telegram update No. { $number } could not be handled after several tries. It is kept whole, and its sender has been told.
