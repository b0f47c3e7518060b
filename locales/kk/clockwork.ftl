# Еске салулар, таңғы есеп, қорытындылар, жұмыстағы үзілістер және күнтізбе. Экрандар — Telegram HTML-і.

## Мерзімдер туралы еске салу

clockwork-target-left = ⏳ <b>{ $ref }</b> — { $title }. Жауап беру мерзімі: { $date }, оған дейін { $days } жұмыс күні қалды. Айналысатын қызметкер: { $holder }.
clockwork-target-last = ⏰ <b>{ $ref }</b> — { $title }. Жауап беру мерзімі: { $date }, <b>соңғы жұмыс күні</b>. Айналысатын қызметкер: { $holder }.
clockwork-target-past = ⚠️ <b>{ $ref }</b> — { $title }. Жауап беру мерзімі: { $date }, ол { $days } жұмыс күні бұрын өтті. Айналысатын қызметкер: { $holder }.
clockwork-target-ended = ⚠️ <b>{ $ref }</b> — { $title }. Жауап беру мерзімі: { $date }, ол өтіп кетті, жауап жоқ. Айналысатын қызметкер: { $holder }.
clockwork-promised-left = ⏳ <b>{ $ref }</b> — { $title }. Адамға уәде етілген күн: { $date }, оған дейін { $days } жұмыс күні қалды. Айналысатын қызметкер: { $holder }.
clockwork-promised-last = ⏰ <b>{ $ref }</b> — { $title }. Адамға уәде етілген күн: { $date }, <b>соңғы жұмыс күні</b>. Айналысатын қызметкер: { $holder }.
clockwork-promised-past = ⚠️ <b>{ $ref }</b> — { $title }. Адамға уәде етілген күн: { $date }, жауап { $days } жұмыс күніне кешікті. Айналысатын қызметкер: { $holder }.
clockwork-promised-ended = ⚠️ <b>{ $ref }</b> — { $title }. Адамға уәде етілген күн: { $date }, ол өтіп кетті, жауап жоқ. Айналысатын қызметкер: { $holder }.
clockwork-nobody = әзірге ешкім жоқ
clockwork-more = Тағы { $count } өтініш: /queue.
clockwork-why-officer = <i>Сізге жіберілді, өйткені бұл өтінішпен Сіз айналысасыз.</i>
clockwork-why-leads = <i>Сізге жіберілді, өйткені мерзім жақын: бұл туралы жетекшілерге де айтылды.</i>
clockwork-why-everyone = <i>Бәріне жіберілді, өйткені бұдан әрі күтуге болмайды немесе өтінішті ешкім алмаған.</i>

## Ешкім алмаған

clockwork-untaken = 🙋 <b>{ $ref }</b> — { $title }. Өтінішті { $days } жұмыс күні бойы ешкім алмай тұр. Жауап беру мерзімі: { $date }. Айналысатын қызметкер: { $holder }.
clockwork-untaken-undated = 🙋 <b>{ $ref }</b> — { $title }. Өтінішті { $days } жұмыс күні бойы ешкім алмай тұр. Мерзім растаудан кейін басталады. Айналысатын қызметкер: { $holder }.

## Адам үндемей жатыр

clockwork-silent-reminded = ✉️ <b>{ $ref }</b>: мәлімет сұралған күн — { $date }, жауап жоқ. Адамға бір рет еске салынды; ол тағы { $days } жұмыс күні үндемесе, шешімді Сіз қабылдайсыз. Айналысатын қызметкер: { $holder }.
clockwork-silent-decide = 🤝 <b>{ $ref }</b>: мәлімет сұралған күн — { $date }, адам { $days } жұмыс күнінен артық үндемей жатыр. Оған енді еске салмаймыз: не істеу керегін шешіңіз. Айналысатын қызметкер: { $holder }.
staff-letter-reminder = еске салу
staff-event-asked = адамнан мәлімет сұралды
staff-event-reminded = адамға еске салынды

## Таңғы есеп

clockwork-quiet =
    ☀️ { $date }: бәрі тыныш, апта соңына дейін мерзімі бітетін өтініш жоқ. Ашық өтініштер: { $open }.{ $mailbox ->
        [whole] {" "}Пошта тізіліммен салыстырылды.
       *[none] {""}
    }
clockwork-gap = {""}
clockwork-report = ☀️ <b>Таңғы есеп, { $date }.</b> Ашық өтініштер: { $open }.
clockwork-overdue = ⚠️ Мерзімі өткен: <b>{ $count }</b> ({ $refs })
clockwork-due-today = ⏰ Мерзімі бүгін бітетін: <b>{ $count }</b> ({ $refs })
clockwork-due-week = ⏳ Мерзімі апта соңына дейін бітетін: { $count } ({ $refs })
clockwork-new = 📥 Соңғы есептен бергі жаңа өтініштер: { $count }
clockwork-nobody-took = 🙋 Ешкім алмаған: { $count }
clockwork-waiting = ⏸ Адамның жауабын күтіп тұрған: { $count }
clockwork-paused = ⏯ Мерзімі тоқтатыла тұрған: { $count }
clockwork-held = ✋ Ұсталып тұрған тіркеу туралы хаттар: { $count } (/held)
clockwork-undelivered = 📭 Жетпеген немесе жеткені белгісіз хаттар: { $count }
clockwork-reviews = 🔍 Тексеруде: { $count } (/reviews)
clockwork-quarantine = 📦 Бағдарлама оқи алмаған: { $count } (/reviews)
clockwork-report-outage-mail = 🔌 Пошта қабылданбаған уақыт: { $since } — { $until }.
clockwork-report-outage-telegram = 🔌 Telegram хабарламалары қабылданбаған уақыт: { $since } — { $until }.

## Жұмыстағы үзілістер

clockwork-outage-earlier = 🔌 Бұдан бұрын да үзілістер болған; хабарлайтын ешкім болмағандықтан айтылмай қалған: { $count }.
clockwork-outage-mail = 🔌 { $since } — { $until } аралығында пошта қабылданбады. Хаттар жәшікте сақталып тұрды; осы уақытта келіп, енді қабылданған, дербес деректерге қатысты хаттар: { $count }.
clockwork-outage-telegram = 🔌 { $since } — { $until } аралығында Telegram хабарламалары қабылданбады.
clockwork-outage-discarded = ⚠️ Telegram ботқа жазылған хабарламаларды 24 сағат сақтайды. { $since } — { $until } аралығында ботқа жазылғанның бәрі жоғалды: біз оны көрген жоқпыз және көре алмаймыз.

## Қорытындылар

clockwork-week = 📊 <b>Апта: { $since } — { $until }.</b> Келген өтініштер: { $received }, жауап берілгені: { $answered }.
clockwork-month = 📊 <b>Ай: { $since } — { $until }.</b> Келген өтініштер: { $received }, жауап берілгені: { $answered }.
clockwork-in-time = Уәде етілген мерзімде берілген жауаптар: { $share } %, кешіккені: { $late }.
clockwork-open-now = Қазір ашық: { $count }, оның ішінде мерзімі өткені: { $overdue }.
clockwork-chart-weeks = Апталар бойынша (апта дүйсенбіден)
clockwork-chart-received = келді
clockwork-chart-answered = жауап берілді
clockwork-chart-left = Ашық өтініштер: неше жұмыс күні қалды
clockwork-chart-band-overdue = мерзімі өткен
clockwork-chart-band-today = соңғы күн
clockwork-chart-band-two = 1–2
clockwork-chart-band-five = 3–5
clockwork-chart-band-ten = 6–10
clockwork-chart-band-later = 10-нан көп
clockwork-chart-band-paused = тоқтатыла тұрған
clockwork-chart-band-undated = мерзімсіз
clockwork-chart-share = Уәде етілген мерзімдегі жауаптар
clockwork-chart-in-time = мерзімінде
clockwork-chart-late = кешігіп
clockwork-chart-none = жауап болған жоқ

## Мерзімдер күнтізбесі

clockwork-feed-calendar-own = Менің өтініштерім: мерзімдер
clockwork-feed-calendar-all = Барлық өтініштер: мерзімдер
clockwork-feed-entry = Мерзімі: { $ref }
clockwork-feed-menu =
    <b>Мерзімдер күнтізбесі</b>

    Оған мекенжайы арқылы өз күнтізбеңізде жазылыңыз: онда өтініштердің нөмірлері мен жауап беру мерзімдері бар. Аты-жөні және басқа дербес деректер жоқ. Мекенжайды болжап табу мүмкін емес, бірақ оны білген адам күнтізбені көреді: ешкімге бермеңіз.
clockwork-feed-has-own = Сіздің өтініштеріңіздің күнтізбесіне мекенжай берілген. Оны қайта көрсету мүмкін емес: мекенжайдың өзі сақталмайды. Жаңасын алуға болады, сонда бұрынғысы жұмысын тоқтатады.
clockwork-feed-has-all = Барлық өтініштердің күнтізбесіне мекенжай берілген. Оны қайта көрсету мүмкін емес: мекенжайдың өзі сақталмайды. Жаңасын алуға болады, сонда бұрынғысы жұмысын тоқтатады.
clockwork-feed-none = Әзірге мекенжай жоқ.
clockwork-feed-button-own = Мекенжай: менің өтініштерім
clockwork-feed-button-all = Мекенжай: барлық өтініштер
clockwork-feed-button-revoke = Мекенжайларды қайтарып алу
clockwork-feed-made =
    Күнтізбенің мекенжайы (бір-ақ рет көрсетіледі):

    <code>{ $address }</code>
clockwork-feed-revoked = Мекенжайлар қайтарып алынды, олар енді жұмыс істемейді.
clockwork-feed-private = Күнтізбенің мекенжайы ботпен жеке чатта ғана беріледі: сонда /feed деп жазыңыз.
staff-command-feed = Мерзімдер күнтізбесі
