### Files of letters, and words that were not sent

## Files

staff-files = Files attached to the letter ({ $count }):
staff-file-kilobytes = { $size } KB
staff-file-megabytes = { $size } MB
staff-files-added = 📎 The files are attached to the letter. When you have sent them all, look at the letter.
staff-files-now-words = 📎 Attached. Now type the words of the letter: files are not sent without them.
staff-button-look = 👁 Show the letter
staff-button-no-files = 🗑 Without files
staff-files-not-here = Files can't be attached to this letter. Type words instead.
staff-files-kinds = This does not work: send words, a document or a photo. Send video and sound as a file.
staff-files-nowhere = The person has neither mail nor Telegram: there is nowhere to send files.
staff-file-too-big = “{ $name }” was not attached: it is larger than { $megabytes } MB, which the bot does not take. Make it smaller or split it.
staff-files-too-many = “{ $name }” was not attached: a letter may have at most { $files } files.
staff-files-too-much = “{ $name }” was not attached: all files of a letter together may be at most { $megabytes } MB.
staff-files-too-much-mail = “{ $name }” was not attached: all files of a letter by mail together may be at most { $megabytes } MB, or mail servers will not accept it.

## Words that were not sent

staff-words-back = ↩️ These are your words that were not sent. Check the letter; to change them press “✏️ Rewrite”.
notice-approval-stale = ⏳ Not sent in case <b>{ $ref }</b>: { $act }. The case changed while the letter waited for a second officer. Your words are kept: choose the same action again.
notice-approval-kept = Your words are kept: choose the same action again.

## A letter that did not arrive by mail

staff-button-send-by-telegram = 📨 Send by Telegram
staff-redirected = The letter in case { $ref } is being sent to the person by Telegram.
staff-event-letter-redirected = letter that did not arrive by mail sent by Telegram
notice-reach-tied = This person is in Telegram too: mailbox and Telegram are tied. The same letter can be sent there with one press.
error-nothing-to-redirect = There is nothing to send: this letter has gone by Telegram already, or the chat is no longer within reach.
