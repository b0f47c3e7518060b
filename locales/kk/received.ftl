# Хатта әдеттегіден бөлек не бар: бағдарлама белгісі, қабылданбаған файлдар, жауап сұралған мекенжай.

staff-held-sign = Бағдарламаның белгісі: { $sign }
staff-left-out = Қабылданбаған файлдар: { $count }
staff-left-out-file = Қабылданбады: { $name } ({ $size } МБ) — { $reason }
staff-left-out-too-big = файл тым үлкен
staff-left-out-too-many = файл тым көп
staff-left-out-too-much = файлдардың жалпы көлемі тым үлкен
staff-left-out-cut-off = хат соңына дейін оқылмады
staff-answer-to-differs = Жауапты басқа мекенжайға жіберуді сұрайды (Reply-To); хаттар жіберушінің өзіне барады
staff-answer-to = Жауап сұралған мекенжай: { $address }
