# Что в письме не так, как обычно: признак программы, непринятые файлы, другой адрес для ответа.

staff-held-sign = Признак программы: { $sign }
staff-left-out = Не принято файлов: { $count }
staff-left-out-file = Не принят: { $name } ({ $size } МБ) — { $reason }
staff-left-out-too-big = слишком большой файл
staff-left-out-too-many = слишком много файлов
staff-left-out-too-much = общий размер файлов слишком большой
staff-left-out-cut-off = письмо прочитано не до конца
staff-answer-to-differs = Ответить просят на другой адрес (Reply-To); письма идут самому отправителю
staff-answer-to = Просит отвечать на адрес: { $address }
