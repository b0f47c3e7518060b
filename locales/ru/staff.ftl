# Сотрудникам: карточки, кнопки, ответы на нажатия. Экраны — HTML Telegram; подписи кнопок и
# ответы на нажатия — простой текст, не длиннее 200 знаков.

## Карточка обращения

staff-case-heading = <b>{ $ref }</b> — { $title }
staff-state-registered = В работе
staff-state-answered = ✅ Ответ дан
staff-state-waiting = ⏸ Ждём ответа человека
staff-state-refused = ⛔️ Отправлен мотивированный отказ
staff-state-withdrawn = ↩️ Человек отозвал обращение
staff-state-closed = ☑️ Закрыто
staff-channel-mail = Канал: электронная почта
staff-channel-telegram = Канал: Telegram
staff-channel-manual = Канал: внесено вручную
staff-received = Получено: { $moment } ({ $place })
staff-promised = Обещали ответить: { $date }
staff-promised-left = Обещали ответить: <b>{ $date }</b>, { $left }
staff-promised-waits = Обещали ответить: даты нет, срок начнётся с получения подтверждения
staff-target = Самый ранний срок: { $date }
staff-target-left = Самый ранний срок: <b>{ $date }</b>, { $left }
staff-target-waits = Самый ранний срок: даты нет, срок начнётся с получения подтверждения
staff-days-left =
    { $days ->
        [one] остался { $days } день
        [few] осталось { $days } дня
       *[other] осталось { $days } дней
    }
staff-days-today = сегодня последний день
staff-days-overdue =
    { $days ->
        [one] ⚠️ просрочено на { $days } день
        [few] ⚠️ просрочено на { $days } дня
       *[other] ⚠️ просрочено на { $days } дней
    }
staff-language-kk = Язык: казахский
staff-language-ru = Язык: русский
staff-language-unknown = Язык: не ясен, пишем на обоих
staff-proof-channel = Личность: известен только канал
staff-proof-phone = Личность: свой номер телефона из Telegram
staff-proof-mailbox = Личность: почтовый ящик подтверждён
staff-proof-tied = Личность: почта и Telegram связаны
staff-proof-document = Личность: документ предъявлен
staff-missing = Не хватает: { $fields }
staff-acknowledged = Письмо о регистрации отправлено: { $moment }
staff-not-acknowledged = Письмо о регистрации ещё не отправлено
staff-unreachable = ⚠️ Адреса для ответа нет
staff-held = ⏸ Письмо о регистрации задержано: { $reason }
staff-held-bounce = это уведомление о недоставке
staff-held-auto-reply = похоже на автоответ
staff-held-auto-generated = похоже, письмо написала программа
staff-held-list = письмо пришло через рассылку
staff-held-cap = на этот адрес ушло уже много писем о регистрации подряд: возможно, нам отвечает программа
staff-held-old = письмо получено давно: возможно, на него уже ответили
staff-held-own = это наше собственное письмо
staff-held-receipt = это уведомление о прочтении
staff-held-complaint = это жалоба почтовой службы на спам
staff-field = { $name }: { $value }
staff-as-of = <i>По состоянию на { $moment }</i>

## Карточка сообщения на проверке

staff-review-heading-review = <b>На проверку № { $number }</b>: это обращение?
staff-review-heading-quarantine = <b>На проверку № { $number }</b>: сообщение не прочитано
staff-why-prescribed = Тема письма — из политики.
staff-why-variant = Тема письма — принятый вариант.
staff-why-typo = В теме письма опечатка.
staff-why-close = Тема письма близка к предписанной, но не совпадает с ней.
staff-why-within = Предписанная тема стоит среди других слов.
staff-why-machine = Тема предписанная, но перед ней стоит пометка автоответа.
staff-why-paraphrase = Тема похожа на обращение о персональных данных, написанное своими словами.
staff-why-reference = В теме письма стоит номер обращения: возможно, это дополнение к нему.
staff-why-machine-alone = В теме только пометка автоответа.
staff-why-gives-consent = Похоже, согласие не отзывают, а дают.
staff-why-no-line = Тема письма на предписанную не похожа.
staff-why-unread = Программа не смогла его прочитать. Оно сохранено целиком: откройте исходное письмо.
staff-why-other = Программа не уверена, что это обращение.
staff-seems-inquiry = Похоже на запрос
staff-seems-withdrawal = Похоже на отзыв согласия
staff-attachments = Вложений: { $count }
staff-sender = От кого: { $sender }
staff-choose = <b>О чём это обращение?</b>
staff-doubt = <b>Точно не обращение?</b> Ни письма о регистрации, ни ответа человек не получит.
staff-verdict-registered = ✅ Зарегистрировано как обращение. Решение: { $officer }, { $moment }
staff-verdict-dismissed = Не обращение. Решение: { $officer }, { $moment }

## Кнопки

staff-button-open = Открыть в личном чате
staff-button-open-review = Открыть в личном чате
staff-button-release = Отправить письмо о регистрации
staff-button-choose = Зарегистрировать…
staff-button-groups = Другое…
staff-button-doubt = Не обращение
staff-button-dismiss = Да, не обращение
staff-button-back = ← Назад
staff-button-answer = ✍️ Ответить
staff-button-send = ✅ Отправить
staff-button-rewrite = ✏️ Написать заново
staff-button-cancel = Отменить

## Ответы на нажатия

staff-opened = Открыто в личном чате с ботом.
staff-released = Письмо о регистрации отправляется.
staff-registered = Зарегистрировано: { $ref }
staff-dismissed = Отмечено: не обращение.
staff-too-late = Уже сделано. { $what }
staff-changed = Пока Вы писали, обращение изменилось. { $what } Проверьте ответ ещё раз.
staff-preview-stale = Это не последний вид ответа. Нажмите кнопку под последним.
staff-no-role = У Вас нет роли для работы с обращениями. Её даёт администратор группы или настройка PD_TELEGRAM_OFFICERS.
staff-role-too-low = Ваша роль позволяет только смотреть.
staff-button-unknown = Эта кнопка больше не действует.

## Личный чат сотрудника

staff-reply-mail = Ответ уйдёт на почту: { $address }
staff-reply-telegram = Ответ уйдёт в Telegram: <a href="tg://user?id={ $chat }">личный чат</a>
staff-message = Сообщение, получено { $moment } ({ $place })
staff-subject-line = Тема: { $words }
staff-original = Исходное сообщение, байт в байт
staff-history = История
staff-event-registered = обращение зарегистрировано
staff-event-held = письмо о регистрации задержано
staff-event-released = разрешено отправить письмо о регистрации
staff-event-followed-up = человек написал ещё
staff-event-letter-sent = письмо отправлено
staff-event-letter-refused = письмо не принято
staff-event-letter-unsure = неизвестно, дошло ли письмо
staff-event-looked-at = обращение открыли
staff-event-answered = ответ дан
staff-letter-acknowledgement = о регистрации
staff-letter-answer = ответ

staff-answer-ask =
    <b>Ответ на { $ref }</b>

    Напишите ответ. Приветствие, номер и подпись бот поставит сам. Без Вашего нажатия человеку ничего не уйдёт: сначала Вы увидите письмо целиком.
staff-answer-words-only = Сейчас нужны слова: напишите ответ текстом. Отменить: /cancel.
staff-answer-unfinished = Вы ещё не закончили другой ответ. Отправьте его или отмените: /cancel.
staff-answer-old-words = Прежние слова:
staff-answer-cancelled = Отменено. Человеку ничего не отправлено.
staff-answer-sent = ✅ Ответ на { $ref } отправляется.
staff-preview-mail = <b>Так письмо придёт человеку на почту.</b> Следующее Ваше сообщение добавится к ответу.
staff-preview-telegram = <b>Так письмо придёт человеку в Telegram.</b> Следующее Ваше сообщение добавится к ответу.
staff-preview-manual = <b>Так письмо придёт человеку.</b> Следующее Ваше сообщение добавится к ответу.

## Очередь и помощь

staff-command-queue = Открытые обращения
staff-command-help = Помощь сотруднику
staff-queue = <b>Открытых обращений: { $count }</b> (страница { $page } из { $pages })
staff-queue-empty = Открытых обращений нет.
staff-queue-case = <b>{ $ref }</b> — { $title }
staff-group-reply = Написанное в группе человеку не уходит. Чтобы ответить ему, нажмите «Открыть в личном чате», а там «✍️ Ответить».
staff-anonymous = Вы пишете от имени группы. Отключите «Анонимность» в своих правах администратора: нужно записать, кто принял решение.
staff-help =
    <b>Работа с обращениями</b>

    О каждом обращении в группу приходит карточка, персональные данные в ней скрыты. «Открыть в личном чате» покажет всё; кто открывал, записывается в историю.
    Чтобы ответить человеку, откройте обращение, нажмите «✍️ Ответить» и напишите ответ. Перед отправкой Вы увидите письмо целиком. Написанное в группе человеку не уходит.
    Сообщение «На проверку» зарегистрируйте или отметьте, что это не обращение.

    /queue — открытые обращения по срокам
    /help — эта помощь

## Сообщения группе

notice-follow-up = По обращению <b>{ $ref }</b> человек написал ещё.
notice-letter-refused = ⚠️ Письмо по обращению <b>{ $ref }</b> не принято получателем. Ответ сервера — в истории обращения.
notice-letter-unknown = ⚠️ Письмо по обращению <b>{ $ref }</b> отправляли дважды, и оба раза неизвестно, дошло ли оно. Свяжитесь с человеком иначе.
notice-update-quarantined = ⚠️ Обновление Telegram № { $number } не удалось обработать после нескольких попыток. Оно сохранено целиком, отправителю об этом сказано.
