## Хранение и доказательность
error-erased = Эти данные уничтожены: срок их хранения истёк.
error-broken-log = Журнал уничтожения изменила не сама служба, а кто-то другой. Верните его из резервной копии.
error-backup = Резервная копия не подходит. Что именно не так, сказано рядом.

staff-event-erased = срок хранения истёк, часть данных уничтожена
staff-event-hold-set = наложен запрет на уничтожение
staff-event-hold-lifted = запрет на уничтожение снят
staff-event-evidence-taken = всё по обращению выгружено в файл

notice-hold-set = <b>{ $ref }</b>: наложен запрет на уничтожение. Данные хранятся, пока он не снят.
notice-hold-lifted = <b>{ $ref }</b>: запрет на уничтожение снят. Данные будут уничтожены, когда истечёт срок их хранения.
notice-chain-head = Журнал событий: запись { $position }, контрольная сумма <code>{ $hash }</code>. Она доказывает, что прежние записи не изменены.

evidence-title = Обращение { $ref }: доказательства
evidence-intro = Составлено { $moment }. В архиве лежат сообщения в том виде, в каком они пришли, письма в том виде, в каком они отправлены, расчёт сроков на всех языках и история обращения.
evidence-right = Что просит человек
evidence-received = Получено
evidence-state = Состояние
evidence-promised = Обещали ответить
evidence-target = Самый ранний срок
evidence-acknowledged = Письмо о регистрации отправлено
evidence-closed = Закрыто
evidence-told = Какие даты и когда назвали человеку
evidence-messages = Что прислал человек
evidence-letters = Что отправлено человеку
evidence-answer = Что ответил сервер
evidence-history = История
evidence-service = служба
evidence-verify = Проверить архив: python3 verify.py. Нужен только Python, других программ не требуется.
