## Сақтау және дәлелдеу
error-erased = Бұл деректер өшірілді: сақтау мерзімі бітті.
error-under-hold = Бұл өтініш бойынша жоюға тыйым салынған, сондықтан ештеңе өшірілмейді.
error-broken-log = Жою журналын қызметтен басқа біреу өзгерткен. Оны сақтық көшірмеден қайтарыңыз.
error-backup = Сақтық көшірме жарамайды. Нақты не дұрыс емес екені жанында айтылған.

staff-event-erased = сақтау мерзімі бітті, деректердің бір бөлігі өшірілді
staff-event-hold-set = жоюға тыйым салынды
staff-event-hold-lifted = жоюға салынған тыйым алынды
staff-event-evidence-taken = өтініш бойынша барлық мәлімет файлға жазылды

notice-hold-set = <b>{ $ref }</b>: жоюға тыйым салынды. Тыйым алынғанша деректер сақталады.
notice-hold-lifted = <b>{ $ref }</b>: жоюға салынған тыйым алынды. Мерзімі біткенде деректер өшіріледі.
notice-chain-head = Оқиғалар журналы: { $position }-жазба, бақылау сомасы <code>{ $hash }</code>. Ол бұрынғы жазбалардың өзгермегенін дәлелдейді.

evidence-title = { $ref } өтініші: дәлелдемелер
evidence-intro = { $moment } жасалды. Мұрағатта келген күйіндегі хабарлар, жіберілген күйіндегі хаттар, екі тілдегі мерзім есебі және өтініштің тарихы бар.
evidence-right = Адам не сұрайды
evidence-received = Қабылданды
evidence-state = Күйі
evidence-promised = Уәде етілген мерзім
evidence-target = Қызметкерлерге арналған мерзім
evidence-acknowledged = Тіркеу туралы хат жіберілді
evidence-closed = Жабылды
evidence-told = Адамға қандай күндер және қашан аталды
evidence-messages = Адам не жіберді
evidence-letters = Адамға не жіберілді
evidence-answer = Сервер не жауап берді
evidence-history = Тарихы
evidence-service = қызмет
evidence-verify = Мұрағатты тексеру: python3 verify.py. Тек Python керек, басқа бағдарлама қажет емес.
