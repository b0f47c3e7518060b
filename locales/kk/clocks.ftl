### Мерзімдер, тоқтата тұру, ұзарту

## Өтініштің тарихы

staff-event-dates-changed = күндер қайта есептелді
staff-event-confirmed = растау жазылды
staff-event-paused = мерзім тоқтатыла тұрды
staff-event-resumed = мерзім қайта жүре бастады
staff-event-extended = мерзім ұзартылды

## Жауап беретін күн туралы хаттар

staff-letter-confirmed = растау туралы
staff-letter-date-moved = жаңа күн туралы
staff-letter-paused = мерзімнің тоқтатыла тұруы туралы
staff-letter-resumed = мерзімнің қайта жүре бастауы туралы
staff-letter-extended = мерзімнің ұзартылуы туралы

## Қызметкерлерге: күн өзгерді

notice-date-later = ⚠️ <b>{ $ref }</b> өтініші бойынша адамға { $told } күні аталған еді, енді ол кейінірек: { $promised }. Себебі: { $why }.
notice-date-earlier = ⚠️ <b>{ $ref }</b> өтініші бойынша адамға { $told } күні аталған еді, енді ол ертерек: { $promised }. Себебі: { $why }.
notice-date-gone = ⚠️ <b>{ $ref }</b> өтініші бойынша адамға { $told } күні аталған еді, енді күн жоқ: мерзім растауды алғаннан кейін басталады. Себебі: { $why }.
notice-date-written = Бұл туралы адамға хат жіберілді.
notice-date-not-written = Бұл туралы адамға жазылған жоқ: қажет пе, өзіңіз шешіңіз.

## Қателер

error-clock-stopped = Өтініш жабылған, оның мерзімдері енді өзгермейді.
error-nothing-to-confirm = Бұл өтініштің бірде-бір мерзімі растауды күтіп тұрған жоқ.
error-confirmed-ahead = Растау күні ({ $confirmed }) әлі келген жоқ.
error-pause-not-allowed = Құпиялылық саясаты да, заң да бұл өтініштің мерзімін мұндай негіз бойынша тоқтата тұруға жол бермейді.
error-extension-not-allowed = Құпиялылық саясаты да, заң да бұл өтініштің мерзімін мұндай негіз бойынша осынша ұзартуға жол бермейді.
error-already-paused = Мерзім осы негіз бойынша тоқтатыла тұрған.
error-not-paused = Мерзім осы негіз бойынша тоқтатыла тұрған жоқ.
error-already-extended = Мерзім осы негіз бойынша бұрын ұзартылған.
error-term-over = Мерзім өтіп кеткен: оны тоқтата тұруға да, ұзартуға да болмайды.

## Жұмыс күндерінің күнтізбесі

staff-button-apply-calendar = Күндерді қайта есептеу
staff-calendar-applied = Жаңа күнтізбе күшіне енді. Қайта есептелген өтініш саны: { $count }.
staff-calendar-in-force = Бұл күнтізбе күшіне еніп қойған.
notice-calendar = 📅 Жұмыс және демалыс күндері өзгерді. Жаңа өтініштер жаңа күнтізбе бойынша есептеліп жатыр. Күндері өзгеретін ашық өтініш саны: { $count }. Оларды жетекші қайта есептей алады.
notice-calendar-promised = { $case }: уәде етілген күн { $before }, жаңа күн { $after }
notice-calendar-target = { $case }: жауап беру мерзімі { $before }, жаңа мерзім { $after }
notice-calendar-more = …тағы { $count }
notice-calendar-quiet = 📅 Жұмыс және демалыс күндері өзгерді. Одан бірде-бір ашық өтініштің күні өзгермейді.

## Күндер қалай шықты

staff-button-explain = 🗓 Күндер қалай шықты
staff-explained = { $ref }: күндер қалай шықты
staff-explained-told = Адамға аталған күн: { $date }. Хат жазылған уақыт: { $moment }.
staff-event-dates-moved = { $why }; уәде етілген күн { $promised_before } → { $promised }; жауап беру мерзімі { $target_before } → { $target }
queue-date-paused = тоқтатыла тұрды, бұрын { $date } еді
staff-promised-paused = Уәде етілген күн: <b>тоқтатыла тұрды</b>, бұрын { $date } еді
staff-target-paused = Жауап беру мерзімі <b>тоқтатыла тұрды</b>, бұрын { $date } еді
staff-law-shorter = ⚖️ Заң саясаттан қатаңырақ: { $term }
