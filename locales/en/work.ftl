### Officers' work on a case

## What was read in the person's words

staff-suggestion = 💡 Looks like: { $title }
staff-suggestion-target = 💡 Looks like: { $title }. If so, answer by <b>{ $date }</b>
staff-suggestion-unsettled = 💡 Looks like: { $title }. If so, press “Cancel” and choose that right first: the term, and whether it must be known who has asked, depend on it.
staff-suggestion-words = Words it rests on: “{ $words }”
staff-read = Read in the person's words (please check)
staff-read-sure = { $name }: { $value } ← “{ $words }”
staff-read-possibly = { $name }, possibly: { $value } ← “{ $words }”
staff-event-completed = case completed
staff-event-right-changed = right chosen
staff-event-right-changed-to = { $was } → { $right }
staff-letter-completed = what was added
notice-completed-field = Added: { $field }
notice-differs-field = ⚠️ Differs from what was given before: { $field }. The earlier value stays, the new one stands beside it: open the case.
notice-possibly-field = Possibly given: { $field }. Please check.
notice-complete-now = ✅ The case now has everything that the policy asks for.
notice-completed-no-letter = The person was not sent a letter about it.

## The right

staff-button-change = Right…
staff-button-it-is = 💡 { $right }
staff-change =
    <b>{ $ref }</b> — which right is this case about? Now: { $title }

    The dates will be recalculated. If the promised date changes, or the person must show who they are, a letter goes to them at once.
staff-changed-right = Right: { $title }

## History

staff-event-written = the person was written to
staff-event-replied = the person answered the question
staff-event-refused = refused
staff-event-closed = closed without an answer
staff-event-merged = merged
staff-event-split = another case split off
staff-event-noted = note
staff-event-approval-asked = sent for approval
staff-event-approved = approved
staff-event-not-approved = returned, not approved
staff-letter-message = message
staff-letter-question = question
staff-letter-proof = asking for proof of identity
staff-letter-refusal = refusal
staff-letter-closed = closing
staff-letter-reopened = reopening
staff-letter-merged = merging

## What to do with the case

staff-act-answer = answer
staff-act-message = message
staff-act-question = question to the person
staff-act-proof = request for proof of identity
staff-act-refuse = refusal
staff-act-close = closing without an answer
staff-act-reopen = reopening
staff-act-confirm = confirmation
staff-act-pause = pause of the term
staff-act-resume = end of the pause
staff-act-extend = extension of the term
staff-button-menu = ⋯ Actions
staff-button-act-answer = ✍️ Answer
staff-button-act-message = ✉️ Write to the person
staff-button-act-question = ❓ Ask the person
staff-button-act-proof = 🔑 Ask for proof of identity…
staff-button-act-refuse = ⛔️ Refuse…
staff-button-act-close = ☑️ Close without an answer…
staff-button-act-reopen = 🔓 Reopen
staff-button-act-confirm = 📌 Confirmation received…
staff-button-act-pause = ⏸ Pause the term…
staff-button-act-resume = ▶️ Resume the term
staff-button-act-extend = ⏳ Extend the term…
staff-button-note = 📝 Note
staff-button-merge = 🔗 Merge…
staff-button-split = ✂️ Split off another…
staff-menu = <b>{ $ref }</b>: what to do?

## A letter: choice, words, check

staff-work-choose-refuse = <b>{ $ref }</b>: on what ground do you refuse? You will write the reasons in your own words after that.
staff-work-choose-close = <b>{ $ref }</b>: why close it without an answer? The person will read the reason in the letter.
staff-work-choose-pause = <b>{ $ref }</b>: on what ground do you pause the term?
staff-work-choose-resume = <b>{ $ref }</b>: which pause has ended?
staff-work-choose-extend = <b>{ $ref }</b>: on what ground do you extend the term?
staff-work-amount = <b>{ $ref }</b>: extend by how much? At most { $term }. Press a button or type a number.
staff-work-amount-wrong = A whole number from 1 to { $upto } is needed.
staff-work-day = <b>{ $ref }</b>: when was the confirmation received? The term counts from that day. Press a button or type a date, such as { $example }.
staff-work-no-words = Nothing can be added to this letter: press the button under it.
staff-work-ask-message = <b>{ $ref }</b>: what do you want to tell the person? The case stays open. You will see the whole letter first.
staff-work-ask-question = <b>{ $ref }</b>: what is needed from the person, and why? The case will wait for their answer, but the terms keep running. An IIN and copies of identity documents must not be asked for.
staff-work-ask-refuse = <b>{ $ref }</b>: write the reasons for the refusal in your own words. The bot adds the ground, and where else the person may turn.
staff-work-ask-pause = <b>{ $ref }</b>: tell the person why the term is paused. The bot adds the ground.
staff-work-ask-extend = <b>{ $ref }</b>: tell the person why the term is extended. The bot adds the ground and the new date.
staff-work-template = 📄 { $name }
staff-work-language =
    🌐 { $language ->
        [kk] The letter will be in Kazakh.
        [ru] The letter will be in Russian.
        [en] The letter will be in English.
       *[all] The person's language is not known: the letter will be in both.
    } The bot does not translate your words.
staff-work-nowhere = <b>There is no address to answer to: the letter goes nowhere.</b> Read it to the person or print it.
staff-work-second = ✌️ This goes out only if a second officer agrees.
staff-work-second-by-hand = ✌️ But not before a second officer agrees: the bot will tell you.
staff-work-done = ✅ { $ref }: { $act }. The letter is being sent.
staff-work-done-nowhere = ✅ { $ref }: { $act }. There is nowhere to send the letter: read it to the person or print it.
staff-button-today = Today, { $date }
staff-button-submit = ✅ Send for approval
staff-closed-mistake = Not about personal data
staff-closed-duplicate = The same was answered already
staff-closed-elsewhere = Settled another way
staff-closed-silent = The person did not answer
staff-proof-lacking =
    <b>{ $ref }: it must first be known who has asked</b>

    Needed: { $needed }
    Known: { $known }

    { $way ->
        [hand] The person has no address to answer to, so only a document can show who they are. When they have shown it to you, mark that in the case. Take no copy of it.
       *[sent] Press “🔑 Ask for proof of identity…”: the person is sent a letter on how to give it. If they showed you a document, mark that in the case. Take no copy of it. You may write to the person or ask them something even now.
    }
staff-proof-needed-channel = the channel alone
staff-proof-needed-phone = own phone number from Telegram
staff-proof-needed-mailbox = a confirmed mailbox
staff-proof-needed-tied = mailbox and Telegram tied
staff-proof-needed-document = a document shown

## A second officer

staff-button-approval = 👀 Look and approve
staff-button-approve = ✅ Approve and send
staff-button-return = ↩️ Return
staff-approval-waits = ⏳ Waiting for a second officer: { $act } ({ $officer })
staff-approval-asked = Sent for approval. Another officer must press “Approve and send”.
staff-approval-shown =
    <b>{ $ref }: { $act }</b>. { $officer } asks for approval, { $moment }. { $way ->
        [hand] There is no address to answer to: once approved, the letter is read out to the person or printed.
       *[sent] This is the letter as the person will get it.
    }
staff-approval-own = You can't approve your own: another officer must press. You may return it.
staff-approval-given =
    ✅ { $ref }: { $act }. { $way ->
        [hand] Approved. There is no address to answer to: the letter must be read out to the person or printed.
       *[sent] Approved, the letter is being sent.
    }
staff-approval-returned = Returned: { $ref }. Nothing was sent to the person. Say why in a note: “📝 Note”.
staff-approval-stale = The case has changed since. { $what }. The officer must prepare the letter again.
notice-approval-asked = ✌️ { $officer } asks for approval in case <b>{ $ref }</b>: { $act }. Open the case in the private chat and press “👀 Look and approve”. Another officer must do this.
notice-approval-given = ✅ Approved in case <b>{ $ref }</b>: { $act }. Decided by { $officer }. The letter to the person is being sent.
notice-approval-by-hand = ✅ Approved in case <b>{ $ref }</b>: { $act }. Decided by { $officer }. There is no address to answer to: read the letter out to the person or print it.
notice-approval-returned = ↩️ Not approved in case <b>{ $ref }</b>: { $act }. Decided by { $officer }. Nothing was sent to the person.

## Notes

staff-handed = 🖨 Letter handed over in person ({ $letter }): { $moment }, { $officer }
staff-notes = Notes (the person does not see them)
staff-note = { $moment }, { $officer }: { $words }
staff-note-ask = <b>{ $ref }</b>: write the note. The person will not see it.
staff-note-kept = 📝 Note on { $ref } kept. The person does not see it.
staff-note-kept-group = 📝 This is a note on { $ref }: it does not go to the person. The same is true of everything written in reply to a card or in a case's topic. To answer the person: “Open in private chat”.
staff-note-not-kept = This was not kept: notes are for officers, and you have no such role. A lead can give it: /officers. It does not go to the person either.

## Errors

error-already-decided = Another officer has already decided about this letter.
error-same-officer = You can't approve your own: another officer must do it.
error-proven-already = Not needed: it is known who the person is.
error-proof-lacking = It must first be known who has asked.
error-no-such-refusal = Such a request can't be refused on this ground.
notice-replied = ✅ The person answered the question in case <b>{ $ref }</b>: it is the officer's turn now.
error-not-mergeable = Only open cases in which one person asks for the same can be merged.
error-already-split = Such a case was split off already, or this case itself is about that.
error-received-ahead = The day of receipt has not come yet.
staff-event-entered = entered by hand

## Merge, split

staff-merge = <b>{ $ref }</b> ({ $title }): merge with which case of this person? The one received first goes on; the other is closed, and the person is told.
staff-merge-none = This person has no other open case about the same right. If the right is wrong, change it first.
staff-merged = 🔗 Merged. { $ref } goes on.
staff-split = <b>{ $ref }</b> ({ $title }): what else does the person ask for? The new case will have the same day of receipt, a number and an acknowledgement of its own.
staff-split-off = ✂️ Split off: { $ref } ({ $title }). The acknowledgement is being sent.

## Enter by hand

staff-command-new = Enter a request by hand
staff-new-in-private = Requests are entered in the private chat with the bot only: type /new there.
staff-new-unfinished = You have another request half entered. Go on with /new or cancel it: /cancel.
staff-new-begun = <b>You have begun to enter a request.</b> This is what is there so far:
staff-button-enter-on = ▶️ Go on
staff-button-enter-anew = 🗑 Start over
staff-new-way = <b>A new case.</b> How did the request come? An IIN must not be asked for, nor documents copied.
staff-way-post = By letter, on paper
staff-way-visit = The person came in
staff-way-call = By phone
staff-new-day = When was it received? The term counts from that day. Press a button or type a date, such as 23.11.2026.
staff-new-right = What is the request about?
staff-new-language = In which language shall the person be answered?
staff-new-field = Type, if it is known: { $field }.
staff-button-unknown-field = Not known
staff-new-words = What does the person ask for? Write it in their words; you may add photos of the letter, but not of documents.
staff-new-words-more =
    { $count ->
        [one] Taken: { $count } message. You may add more words or files.
       *[other] Taken: { $count } messages. You may add more words or files.
    }
staff-button-enter-whole = That is all
staff-new-check = <b>Please check</b>
staff-new-received = Received: { $date }
staff-new-title = About: { $title }
staff-new-said = Words: { $words }
staff-button-enter-register = ✅ Register
staff-new-done = ✅ Registered: { $ref }. The acknowledgement is being sent by e-mail.
staff-new-done-nowhere = ✅ Registered: { $ref }. The person has no e-mail address: read them this letter or print it.
error-no-day = There is no such date. Write it like this: { $example }.
error-day-ahead = That date ({ $day }) has not come yet. Write another.
error-file-not-taken = The file was not taken: there may be at most { $files } files, { $megabytes } MB together.
