### To the group, about the mailbox
# $day: the day compared; $looked: mails looked at; $kept: how many of them were in the register.
notice-mailbox-complete = Mailbox compared with the register for { $day }: no request was missed. Mails looked at: { $looked }, of these in the register: { $kept }.
# $missed: how many mails were found.
notice-mailbox-missed = ⚠️ Mailbox compared with the register for { $day }: mails in the mailbox that were not in the register: { $missed }. They have been taken in now, and their cards are in the group. Mails looked at: { $looked }, of these already in the register: { $kept }.
notice-mailbox-unfinished = ⚠️ The mailbox could not be compared with the register for { $day } to the end: the mail server breaks off the reading again and again, or does not open one of the folders. Mails looked at: { $looked }, of these in the register: { $kept }. The comparison starts again tomorrow.
error-mailbox-change = The mail server does not permit a change that is needed in the mailbox. Check the rights of the account.
error-lease-lost = Another process of the service reads the mailbox now.
error-mailbox-unfit = The mailbox does not permit what the settings ask for. What exactly, and how to put it right, is written beside it.

## What became of letters

staff-undelivered = ⚠️ Letter not delivered: { $reason }
staff-bounce-address = there is no such address
staff-bounce-full = the mailbox is full
staff-bounce-blocked = the recipient's mail service did not let it through
staff-bounce-other = the reason is in the case's history
staff-event-letter-bounced = letter not delivered
staff-event-letter-delayed = letter not delivered yet, the mail service is trying again
staff-event-letter-delivered = the mail service reported that the letter was delivered
staff-event-machine-replied = a program replied to our letter
staff-event-resent = the person sent the same once more
staff-event-linked = linked with another case
staff-event-reopened = case reopened
notice-letter-bounced = ⚠️ The letter in case <b>{ $ref }</b> was not delivered. Reach the person another way.
notice-reach-telegram = Telegram: the same address is named in case { $other }. Before you answer there, make sure that it is the same person.
notice-reach-phone = A phone number is in the case: open it in the private chat.
notice-reach-post = A postal address is in the case: the answer can be sent by post.
notice-reach-nobody = The person gave no other contacts. The answer stays in the case; the term runs.
notice-follow-up-other = An answer in case <b>{ $ref }</b> came from another address. Find out who is writing before you disclose personal data.

## Cases that belong together

staff-linked-same-wish = The same person asked for this before: { $other }. The term counts from the first case.
staff-linked-same-wish-again = The same person asked for this once more: { $other }
staff-linked-merged = Goes on in case { $other }
staff-linked-merged-again = Case { $other } was merged into this one
staff-linked-split = Split off from case { $other }
staff-linked-split-again = Case { $other } was split off from this one

## For review: answers and numbers

staff-review-heading-possible-match = <b>For review No. { $number }</b>: does this belong to an earlier case?
staff-review-heading-closed = <b>For review No. { $number }</b>: a message about a closed case
staff-why-possible-match = There is a case number in the subject line, but the mail came from another address: a number proves nothing. The sender was told nothing.
staff-why-closed = The person wrote about a case that is closed. The former term does not start again by itself.
staff-about = Case <b>{ $ref }</b> — { $title }
staff-verdict-attached = ✅ Added to the case. Decided by { $officer }, { $moment }
staff-verdict-reopened = ✅ Case reopened. Decided by { $officer }, { $moment }
staff-button-attach = Add to { $ref }
staff-button-reopen = Reopen { $ref }
staff-attached = Added to { $ref }.
staff-reopened = Reopened: { $ref }. The dates are as before. No letter tells the person of it.

## Held letters

staff-held-cap-domain = many letters in a row have gone to addresses of this organisation: a program may be answering us
staff-held-breaker = too many automatic letters went out within an hour: see whether there is a program among the senders
staff-held-dead-address = letters to this address do not arrive: the mail service replied that there is none such
staff-button-release-all = Send all that are held
staff-released-all =
    { $count ->
        [0] No letters are held.
       *[other] Letters being sent: { $count }. Left: { $left }.
    }
notice-breaker = ⚠️ Automatic letters within an hour: { $most }. That is the limit: the next ones wait for you to decide. Cases are being registered, terms run. See whether it is people who write; letters can be sent one by one from the cards, and a lead can send all at once.
