### Сроки, приостановка, продление

## История обращения

staff-event-dates-changed = даты посчитаны заново
staff-event-confirmed = подтверждение записано
staff-event-paused = срок приостановлен
staff-event-resumed = срок снова идёт
staff-event-extended = срок продлён
