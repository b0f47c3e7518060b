### Мерзімдер, тоқтата тұру, ұзарту

## Өтініштің тарихы

staff-event-dates-changed = күндер қайта есептелді
staff-event-confirmed = растау жазылды
staff-event-paused = мерзім тоқтатыла тұрды
staff-event-resumed = мерзім қайта жүре бастады
staff-event-extended = мерзім ұзартылды
