# Разговор с человеком в Telegram. Тексты экранов — HTML Telegram; подписи кнопок и ответы на
# нажатия — простой текст.

## Команды и кнопки

person-command-start = Подать обращение
person-command-status = Мои обращения
person-command-language = Тіл / Язык
person-command-cancel = Удалить черновик
person-command-help = Помощь

person-button-begin = Начать
person-button-back = ← Назад
person-button-skip = Пропустить
person-button-keep = Оставить как есть
person-button-another = Указать другое
person-button-contact = 📱 Отправить мой номер
person-button-all-data = Все мои данные
person-button-nothing-to-add = Добавить нечего
person-button-done = Готово
person-button-clear = Убрать добавленное
person-button-send = ✅ Отправить
person-button-correct = ✏️ Исправить
person-button-add = 📎 Добавить слова, файлы
person-button-cancel = Не отправлять
person-button-another-right = Прошу о другом
person-button-resume = Продолжить
person-button-over = Начать заново
person-button-discard = Удалить черновик

person-field-full-name = Фамилия, имя, отчество
person-field-phone = Телефон
person-field-email = Электронная почта
person-field-postal-address = Почтовый адрес
person-field-data = Какие данные
person-field-details = Суть обращения

## Экраны

person-language =
    Тілді таңдаңыз.
    Выберите язык.
person-notice =
    <b>Обращение о персональных данных</b>

    Здесь можно подать обращение: узнать, какие Ваши данные обрабатываются, попросить исправить или удалить их, отозвать согласие, пожаловаться. Обращение получит { $controller }.

    <b>Что сохранится.</b> Ваши ответы, сообщения и файлы, а также имя, имя пользователя и номер Вашей учётной записи в Telegram. Всё это нужно, чтобы рассмотреть обращение и ответить Вам.

    <b>О Telegram.</b> Его серверы находятся за пределами Казахстана. Политика конфиденциальности этот способ не называет. В ней указаны другие, и Вы можете выбрать их:
    — электронная почта: { $email }
    — почтовый адрес: { $address }

    ИИН и копии документов, удостоверяющих личность, присылать не нужно.
person-menu = <b>О чём Ваше обращение?</b>
person-rights =
    <b>{ $group }</b>

    Выберите, что именно.
person-heading = <b>{ $title }</b>
person-step =
    <b>{ $title }</b>
    Вопрос { $number } из { $total } { $required ->
        [yes] · нужно по политике конфиденциальности
       *[no] · можно пропустить
    }
person-choice = Что Вам удобнее указать? Достаточно чего-то одного.
person-optional = Это поможет найти Ваши данные и ответить Вам.
person-ask-full-name = Напишите фамилию, имя и отчество, если оно есть.
person-ask-phone = Напишите номер телефона или нажмите кнопку «📱 Отправить мой номер» под полем ввода. Например: +7 701 000 00 00.
person-ask-email = Напишите адрес электронной почты. Например: user@example.com.
person-ask-postal-address = Напишите почтовый адрес: город или село, улицу, дом, квартиру, индекс.
person-ask-data = Обработку каких персональных данных нужно прекратить? Напишите своими словами, например «номер телефона и адрес доставки», или нажмите кнопку.
person-ask-details = Напишите подробнее, о чём Вы просите: что случилось, что неверно и как правильно, что нужно сделать.
person-words =
    <b>Хотите что-нибудь добавить?</b>

    Пришлите сообщения, фотографии или файлы: до { $files } { $files ->
        [one] файла
       *[other] файлов
    }, каждый до { $megabytes } МБ. Копия удостоверения личности не нужна.
person-words-more = Пришлите ещё или нажмите «Готово».
person-summary =
    <b>Проверьте обращение</b>

    <b>О чём:</b> { $title }
person-summary-line = <b>{ $name }:</b> { $value }
person-summary-own-phone = <b>{ $name }:</b> { $value } (Ваш номер в Telegram)
person-summary-skipped = <b>{ $name }:</b> не указано
person-summary-words =
    <b>Добавлено:</b>
    { $words }
person-summary-files =
    <b>Файлы:</b>
    { $names }
person-summary-question = Всё верно?
person-correct = <b>Что исправить?</b>
person-resume =
    У Вас есть неотправленное обращение: { $title }.

    Продолжить или начать заново? Если начать заново, этот черновик будет удалён.
person-cancel =
    <b>Удалить черновик?</b>

    { $title }
    Ответов: { $answers }, сообщений: { $messages }, файлов: { $files }. Восстановить их будет нельзя.

## Слова между экранами

person-all-data = Все мои персональные данные
person-go-on = Продолжаем.
person-skipped = Хорошо, пропускаем.
person-phone-kept = Телефон записан: { $phone }
person-taken = Принято.
person-press-a-button = Пожалуйста, нажмите одну из кнопок.
person-forwarded = Это пересланное сообщение. Пожалуйста, ответьте своими словами.
person-forwarded-words = Пересланное сообщение: { $words }
person-edited-words = Изменённое сообщение: { $words }
person-foreign-contact = Это номер другого человека. Нажмите «📱 Отправить мой номер» или напишите свой номер.
person-file-big = Этот файл принять не получится: он больше { $megabytes } МБ. Разделите его на части или пришлите на { $email }.
person-files-full =
    Больше файлов принять не получится: не больше { $files } { $files ->
        [one] файла
       *[other] файлов
    } и не больше 50 МБ вместе. Остальные пришлите на { $email }.
person-words-full = Сообщений набралось слишком много. Остальное пришлите файлом или на { $email }.
person-sent =
    <b>Спасибо! Обращение отправлено.</b>

    Номер обращения и сведения о сроке ответа придут следующим сообщением. Посмотреть свои обращения: /status. Подать ещё одно: /start.
person-discarded = Черновик удалён. Начать заново: /start.
person-nothing-to-cancel = Удалять нечего: черновика нет. Подать обращение: /start. Отправленные обращения: /status.
person-stuck = Не получается? Напишите нам на { $email }: так тоже можно обратиться. Удалить черновик: /cancel.
person-hint-sent = Это сообщение мы не сохранили. Чтобы дополнить обращение { $ref }, напишите на { $email } и укажите его номер. Подать ещё одно: /start. Посмотреть поданные: /status.
person-hint = Чтобы подать обращение, нажмите /start. Чтобы посмотреть поданные, нажмите /status.
person-unknown-command = Такой команды нет. Есть /start, /status, /language, /cancel и /help.
person-help =
    <b>Помощь</b>

    /start — подать обращение о персональных данных
    /status — мои обращения и сроки ответа
    /language — сменить язык
    /cancel — удалить черновик

    Другие способы обратиться:
    — электронная почта: { $email }
    — почтовый адрес: { $address }

person-edited-draft = Мы видим, что Вы изменили сообщение. Сохраним оба варианта. Если нужно исправить ответ, это можно сделать перед отправкой кнопкой «✏️ Исправить».
person-edited-sent = Обращение { $ref } уже зарегистрировано, и в нём осталось прежнее сообщение. Новое мы сохранили рядом, сотрудник его увидит.
person-edited-other = Изменение прежнего сообщения ни на что не влияет. Если нужно, напишите новое.

person-press-stale = Эта кнопка больше не действует. Продолжите в последнем сообщении.
person-press-sent = Обращение уже отправлено, его номер { $ref }.

person-cannot-voice = Голосовые сообщения, видеосообщения и музыку мы не принимаем. Пожалуйста, напишите словами.
person-cannot-video = Видео так принять не получится. Когда дойдём до файлов, приложите его как файл.
person-cannot-location = Точку на карте мы не принимаем. Пожалуйста, напишите адрес словами.
person-cannot-contact = Номер телефона сейчас не нужен.
person-cannot-poll = Опросы мы не принимаем. Пожалуйста, напишите словами.
person-cannot-file-yet = Файлы можно приложить позже: об этом будет отдельный вопрос. Этот файл не сохранён.
person-cannot-other = Такое сообщение мы не принимаем. Пожалуйста, напишите словами.

## Мои обращения

person-status = <b>Ваши обращения</b>
person-status-none = Вы пока не подавали обращений в этом чате. Подать: /start.
person-status-more = Ещё обращений: { $count }.
person-status-case = <b>{ $ref }</b> — { $title }
person-state-registered = На рассмотрении.
person-state-answered = Ответ отправлен.
person-state-waiting = Ждём Вашего ответа.
person-state-refused = Отправлен мотивированный отказ.
person-state-withdrawn = Вы отозвали обращение.
person-state-closed = Закрыто.
person-status-received = Получено: { $date }
person-status-promised = Срок ответа: { $date }
person-status-waits = Срок ответа начнётся, когда мы получим подтверждение сведений.
person-status-acknowledged = Письмо о регистрации отправлено: { $date }
person-status-not-acknowledged = Письмо о регистрации ещё не отправлено.
