## Keeping and proving
error-erased = These data have been erased: the time for keeping them was up.
error-broken-log = The log of erasures was changed by someone other than the service. Bring it back from a backup.
error-backup = The backup cannot be used. What exactly is wrong is written beside it.

staff-event-erased = time for keeping was up, part of the data erased
staff-event-hold-set = legal hold set
staff-event-hold-lifted = legal hold lifted
staff-event-evidence-taken = everything about the case written to a file
staff-held-back = 🔒 Legal hold: nothing is erased until it is lifted
staff-button-hold = 🔒 Legal hold…
staff-button-lift = 🔓 Lift the legal hold…
staff-hold-set-ask = <b>{ $ref }</b>: why must the data not be erased? Write the reason, such as the number of a court case. Only staff see it. Until the hold is lifted nothing of this case is erased, even when the time for keeping it is up.
staff-hold-lifted-ask = <b>{ $ref }</b>: why is the hold no longer needed? Write the reason, only staff see it. Data whose time for keeping is up will be erased the next night.
staff-hold-set = 🔒 { $ref }: the legal hold is set, the reason is written down.
staff-hold-lifted = 🔓 { $ref }: the legal hold is lifted, the reason is written down.
staff-hold-set-note = Legal hold set. Reason: { $words }
staff-hold-lifted-note = Legal hold lifted. Reason: { $words }

notice-hold-set = <b>{ $ref }</b>: legal hold set. The data are kept until it is lifted.
notice-hold-lifted = <b>{ $ref }</b>: legal hold lifted. The data will be erased when the time for keeping them is up.
notice-chain-head = Chain of events: entry { $position }, checksum <code>{ $hash }</code>. It proves that earlier entries have not been changed.

evidence-title = Case { $ref }: evidence
evidence-intro = Written { $moment }. The archive holds the messages as they came in, the letters as they were sent, how the dates came about in each language, and the case's history.
evidence-right = What the person asks for
evidence-received = Received
evidence-state = State
evidence-promised = Promised date
evidence-target = Answer by
evidence-acknowledged = Acknowledgement sent
evidence-closed = Closed
evidence-told = Which dates the person was told, and when
evidence-messages = What the person sent
evidence-letters = What was sent to the person
evidence-answer = What the server replied
evidence-notes = Notes of officers
evidence-erased = What was erased
evidence-erased-attachments = files and copies of documents
evidence-erased-submission = the person's messages
evidence-erased-case = who the person is, and letters
evidence-history = History
evidence-service = the service
evidence-verify = To check the archive: python3 verify.py. Nothing but Python is needed.
