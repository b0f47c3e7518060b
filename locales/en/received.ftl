# What is out of the ordinary in a mail: the sign of a program, files not taken, another address.

staff-held-sign = Sign of a program: { $sign }
staff-left-out = Files not taken: { $count }
staff-left-out-file = Not taken: { $name } ({ $size } MB) — { $reason }
staff-left-out-too-big = the file is too big
staff-left-out-too-many = there are too many files
staff-left-out-too-much = the files are too big together
staff-left-out-cut-off = the mail was not read to its end
staff-answer-to-differs = The mail asks for answers to another address (Reply-To); letters go to the sender
staff-answer-to = Asks for answers to this address: { $address }
