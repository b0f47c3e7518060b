## Сақтау және дәлелдеу
error-erased = Бұл деректер жойылды: сақтау мерзімі бітті.
error-broken-log = Жою журналын қызметтің өзі емес, басқа біреу өзгерткен. Оны сақтық көшірмеден қайтарыңыз.
error-backup = Сақтық көшірме жарамайды. Ненің дұрыс емес екені жанында жазылған.

staff-event-erased = сақтау мерзімі бітті, деректердің бір бөлігі жойылды
staff-event-hold-set = жоюға тыйым салынды
staff-event-hold-lifted = жоюға салынған тыйым алынды
staff-event-evidence-taken = өтініш бойынша барлық мәлімет файлға жазылды

notice-hold-set = <b>{ $ref }</b>: жоюға тыйым салынды. Тыйым алынғанша деректер сақталады.
notice-hold-lifted = <b>{ $ref }</b>: жоюға салынған тыйым алынды. Сақтау мерзімі біткенде деректер жойылады.
notice-chain-head = Оқиғалар журналы: { $position }-жазба, бақылау сомасы <code>{ $hash }</code>. Ол бұрынғы жазбалардың өзгермегенін дәлелдейді.

evidence-title = { $ref } өтініші: дәлелдемелер
evidence-intro = Жасалған уақыты: { $moment }. Мұрағатта келген күйіндегі хабарламалар, жіберілген күйіндегі хаттар, барлық тілдегі мерзім есебі және өтініштің тарихы бар.
evidence-right = Адам не сұрайды
evidence-received = Алынған уақыты
evidence-state = Күйі
evidence-promised = Уәде етілген күн
evidence-target = Ең ерте мерзім
evidence-acknowledged = Тіркеу туралы хат жіберілді
evidence-closed = Жабылды
evidence-told = Адамға қай күндер қашан аталды
evidence-messages = Адам не жіберді
evidence-letters = Адамға не жіберілді
evidence-answer = Сервер не деп жауап берді
evidence-history = Тарихы
evidence-service = қызмет
evidence-verify = Мұрағатты тексеру: python3 verify.py. Тек Python керек, басқа бағдарлама қажет емес.
