## Хранение и доказательность
error-erased = Эти данные стёрты: срок их хранения вышел.
error-under-hold = По этому обращению наложен запрет на удаление, поэтому ничего не стирается.
error-broken-log = Журнал удалений изменён не службой. Верните его из резервной копии.
error-backup = Резервная копия не подходит. Что именно не так, сказано рядом.

staff-event-erased = срок хранения вышел, часть данных стёрта
staff-event-hold-set = наложен запрет на удаление
staff-event-hold-lifted = запрет на удаление снят
staff-event-evidence-taken = всё по обращению выгружено в файл

notice-hold-set = <b>{ $ref }</b>: наложен запрет на удаление. Данные хранятся, пока он не снят.
notice-hold-lifted = <b>{ $ref }</b>: запрет на удаление снят. Данные будут стёрты, когда выйдет их срок.
notice-chain-head = Журнал событий: запись { $position }, контрольная сумма <code>{ $hash }</code>. Она доказывает, что прежние записи не изменены.

evidence-title = Обращение { $ref }: доказательства
evidence-intro = Составлено { $moment }. В архиве лежат сообщения в том виде, в каком они пришли, письма в том виде, в каком они отправлены, расчёт сроков на двух языках и история обращения.
evidence-right = Что просит человек
evidence-received = Получено
evidence-state = Состояние
evidence-promised = Обещанный срок
evidence-target = Срок для сотрудников
evidence-acknowledged = Письмо о регистрации отправлено
evidence-closed = Закрыто
evidence-told = Какие даты назвали человеку, и когда
evidence-messages = Что прислал человек
evidence-letters = Что отправлено человеку
evidence-answer = Что ответил сервер
evidence-history = История
evidence-service = служба
evidence-verify = Проверить архив: python3 verify.py. Нужен только Python, других программ не требуется.
