### Сроки, приостановка, продление

## История обращения

staff-event-dates-changed = даты посчитаны заново
staff-event-confirmed = подтверждение записано
staff-event-paused = срок приостановлен
staff-event-resumed = срок снова идёт
staff-event-extended = срок продлён

## Письма о дате ответа

staff-letter-confirmed = о подтверждении
staff-letter-date-moved = о новой дате
staff-letter-paused = о приостановке срока
staff-letter-resumed = о том, что срок снова идёт
staff-letter-extended = о продлении срока

## Сотрудникам: дата изменилась

notice-date-later = ⚠️ По обращению <b>{ $ref }</b> человеку назвали { $told }, теперь дата позже: { $promised }. Причина: { $why }.
notice-date-earlier = ⚠️ По обращению <b>{ $ref }</b> человеку назвали { $told }, теперь дата раньше: { $promised }. Причина: { $why }.
notice-date-gone = ⚠️ По обращению <b>{ $ref }</b> человеку назвали { $told }, а теперь даты нет: срок начнётся с получения подтверждения. Причина: { $why }.
notice-date-written = Человеку об этом отправлено письмо.
notice-date-not-written = Человеку об этом не писали: решите, нужно ли.

## Ошибки

error-clock-stopped = Обращение уже закрыто: его сроки больше не меняются.
error-nothing-to-confirm = Ни один срок этого обращения не ждёт подтверждения.
error-confirmed-ahead = Дата подтверждения ({ $confirmed }) ещё не наступила.
error-pause-not-allowed = Ни политика, ни закон не позволяют на таком основании приостановить срок этого обращения.
error-extension-not-allowed = Ни политика, ни закон не позволяют на таком основании продлить срок этого обращения на столько.
error-already-paused = На этом основании срок уже приостановлен.
error-not-paused = На этом основании срок не приостановлен.
error-already-extended = На этом основании срок уже продлевали.
error-term-over = Срок уже истёк: ни приостановить, ни продлить его нельзя.

## Календарь рабочих дней

staff-button-apply-calendar = Пересчитать даты
staff-calendar-applied =
    { $count ->
        [one] Новый календарь действует. Пересчитано: { $count } обращение.
        [few] Новый календарь действует. Пересчитано: { $count } обращения.
       *[other] Новый календарь действует. Пересчитано: { $count } обращений.
    }
staff-calendar-in-force = Этот календарь уже действует.
notice-calendar =
    { $count ->
        [one] 📅 Рабочие и выходные дни изменились. Новые обращения уже считаются по новому календарю. У { $count } открытого обращения изменились бы даты; пересчитать их может руководитель.
       *[other] 📅 Рабочие и выходные дни изменились. Новые обращения уже считаются по новому календарю. У { $count } открытых обращений изменились бы даты; пересчитать их может руководитель.
    }
notice-calendar-promised = { $case }: обещали ответить { $before }, станет { $after }
notice-calendar-target = { $case }: ответить не позднее { $before }, станет { $after }
notice-calendar-more = …и ещё: { $count }
notice-calendar-quiet = 📅 Рабочие и выходные дни изменились. Ни у одного открытого обращения даты от этого не меняются.

## Как получились даты

staff-button-explain = 🗓 Как получились даты
staff-explained = Как получились даты { $ref }
staff-explained-told = Человеку назвали { $date }: письмо от { $moment }.
staff-event-dates-moved = { $why }; обещали ответить { $promised_before } → { $promised }; ответить не позднее { $target_before } → { $target }
queue-date-paused = приостановлено, было { $date }
staff-promised-paused = Обещали ответить: <b>приостановлено</b>, было { $date }
staff-target-paused = Срок ответа <b>приостановлен</b>, был { $date }
staff-law-shorter = ⚖️ Закон строже политики: { $term }
