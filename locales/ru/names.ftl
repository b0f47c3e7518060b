# Как называется то, о чём говорят и письма, и экраны: содержание обращения, сроки, причины.

letter-or = или
field-full-name = фамилия, имя, отчество
field-phone = номер телефона
field-email = адрес электронной почты
field-postal-address = почтовый адрес
field-data = персональные данные, обработку которых нужно прекратить
field-details = суть обращения
term-cd =
    { $amount ->
        [one] { $amount } календарный день
        [few] { $amount } календарных дня
       *[other] { $amount } календарных дней
    }
term-wd =
    { $amount ->
        [one] { $amount } рабочий день
        [few] { $amount } рабочих дня
       *[other] { $amount } рабочих дней
    }
letter-because-confirmed = мы получили подтверждение
letter-because-right = теперь ясно, о чём это обращение
letter-because-merged = объединены обращения об одном и том же
letter-because-receipt = выяснилось, что обращение дошло до нас раньше
letter-because-paused = срок приостановлен
letter-because-resumed = срок снова идёт
letter-because-extended = срок продлён
letter-because-calendar = изменились рабочие и выходные дни
