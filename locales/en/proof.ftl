### Who the person is and how to reach them

staff-event-withdrawn = the person withdrew the case
staff-event-proof-asked = the person was asked to show who they are
staff-event-proven = the person is better known than before
staff-event-chat-lost = the person's chat is out of reach
staff-event-chat-found = the person's chat is within reach again
staff-letter-withdrawn = withdrawal of the case
staff-letter-code = code of confirmation
staff-letter-link = a new link
staff-button-document-seen = Document shown
staff-document-seen = Recorded: document shown. No copy is kept.
staff-document-ask =
    <b>{ $ref }: was a document shown?</b>

    Press “Yes” only if you yourself saw the person's document and the name on it agrees with the case.

    It will be recorded that { $officer } saw the document, { $moment }. Nothing else: no number and no copy. The record can't be undone.
staff-button-document-sure = Yes, a document was shown
staff-document-kept = ✅ <b>{ $ref }</b>: a document was shown, { $officer } saw it, { $moment }.
staff-why-stray = The person wrote this in the chat and for a day did not choose which case it belongs to. They were told that officers will decide. The likeliest case, if there is one, is below.

notice-withdrawn = The person withdrew case <b>{ $ref }</b>. A confirmation was sent to them.
notice-chat-lost = Case <b>{ $ref }</b>: the person can't be written to in Telegram, they blocked the bot or deleted their account. The case goes on, letters by Telegram will not arrive. There is no other confirmed address.
notice-chat-lost-mail = Case <b>{ $ref }</b>: the person can't be written to in Telegram, they blocked the bot or deleted their account. The case goes on, letters will go to their confirmed mailbox.
notice-chat-found = Case <b>{ $ref }</b>: the person can be written to in Telegram again.
notice-chat-later = If this changes again today, you will not be told of it: it will be in the case's history.
