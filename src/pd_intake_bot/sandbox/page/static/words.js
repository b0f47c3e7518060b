// Labels of the page itself; whatever the service says stands in its own locales.
// Each row: Kazakh, Russian, English.
const ROWS = {
  skip: ["Телефонға өту", "К телефону", "Skip to the phone"],
  tools: ["Уақыт пен ақаулар", "Время и сбои", "Time and faults"],
  time: ["Уақытты жылжыту", "Сдвинуть время", "Move time"],
  day: ["+1 күн", "+1 день", "+1 day"],
  reminder: ["Еске салуға дейін", "К напоминанию", "To the next reminder"],
  deadline: ["Соңғы күнге дейін", "К сроку", "To the deadline"],
  faults: ["Ақаулар", "Сбои", "Faults"],
  smtp: ["SMTP жауап бермейді", "SMTP не отвечает", "SMTP down"],
  telegram429: ["Telegram: 429", "Telegram: 429", "Telegram: 429"],
  restart: ["Кенет өшіріп, қайта қосу", "Аварийный перезапуск", "Kill and restart"],
  language: ["Тіл", "Язык", "Language"],
  theme: ["Ашық немесе қараңғы түс", "Светлая или тёмная тема", "Light or dark"],
  guide: ["Неден бастау керек", "С чего начать", "Where to start"],
  "guide-begin": ["Осыдан бастаңыз: өтініш жіберіңіз. Қызмет оны тіркеп, жауап беретін күнді хабарлайды және қызметкерлерге көрсетеді.", "Начните здесь: отправьте обращение. Служба зарегистрирует его, сообщит дату ответа и покажет сотрудникам.", "Start here: send a request. The service registers it, names the date of the answer and shows it to staff."],
  "guide-mail": ["Дайын хатты жіберу", "Отправить готовое письмо", "Send a ready mail"],
  "guide-phone": ["Telegram-да бастау", "Начать в Telegram", "Begin in Telegram"],
  "guide-answer": ["Өтініш тіркелді, адам нөмірі мен күні жазылған хат алды. Енді оған қызметкер болып жауап беріңіз.", "Обращение зарегистрировано, человек получил номер и дату. Теперь ответьте ему как сотрудник.", "The request is registered, and the person has its number and date. Now answer as an officer."],
  "guide-card": ["Карточканы ашу", "Открыть карточку", "Open the card"],
  "guide-more": ["Жауап жіберілді. Енді қызметті сынап көріңіз: оғаш хат жазыңыз, уақытты жылжытыңыз, ақау тудырыңыз.", "Ответ ушёл. Теперь испытайте службу: напишите странное письмо, сдвиньте время, устройте сбой.", "The answer has been sent. Now try the service: write an odd mail, move time, switch a fault on."],
  "guide-odd": ["Оғаш хат жазу", "Написать странное письмо", "Write an odd mail"],
  panes: ["Бөлімдер", "Разделы", "Panes"],
  phone: ["Телефон", "Телефон", "Phone"],
  staff: ["Қызметкерлер", "Сотрудники", "Staff"],
  mail: ["Пошта", "Почта", "Mail"],
  register: ["Кезек", "Очередь", "Queue"],
  person: ["Кімнің телефоны", "Чей телефон", "Whose phone"],
  officer: ["Кімнің атынан", "От чьего имени", "Acting as"],
  "role-officer": ["қызметкер", "сотрудник", "officer"],
  "role-lead": ["жетекші", "руководитель", "lead"],
  "role-viewer": ["бақылаушы", "наблюдатель", "viewer"],
  where: ["Қайда", "Где", "Where"],
  group: ["Топ", "Группа", "Group"],
  private: ["Жеке чат", "Личный чат", "Private"],
  topic: ["Тақырып", "Тема", "Topic"],
  "all-topics": ["Барлық тақырып", "Все темы", "All topics"],
  topics: ["Тақырыптар", "Темы", "Topics"],
  write: ["Хат жазу", "Написать", "Write"],
  threads: ["Хат алмасу", "Переписка", "Threads"],
  preset: ["Дайын хат", "Готовое письмо", "Ready mail"],
  "presets-requests": ["Өтініштер", "Обращения", "Requests"],
  "presets-odd": ["Оғаш хаттар", "Странные письма", "Odd mails"],
  "presets-others": ["Өтініш емес", "Не обращения", "Not requests"],
  "extra-automatic": ["Хатты бағдарлама жазғаны тақырыпшасында айтылады.", "В заголовках сказано, что письмо написала программа.", "Its headers say that a machine wrote it."],
  "extra-broken": ["Хат бүлінген күйде кетеді: кодтауы жоқ, соңында артық байттар бар.", "Письмо уйдёт испорченным: кодировки такой нет, в конце лишние байты.", "It leaves broken: its charset does not exist, and stray bytes end it."],
  name: ["Аты-жөні", "Имя", "Name"],
  address: ["Электрондық пошта", "Адрес", "Address"],
  subject_line: ["Хаттың тақырыбы", "Тема письма", "Subject line"],
  text: ["Мәтін", "Текст", "Text"],
  send: ["Жіберу", "Отправить", "Send"],
  leave: ["Жабу", "Закрыть", "Close"],
  reply: ["Жауап беру", "Ответить", "Reply"],
  edit: ["Түзету", "Изменить", "Edit"],
  edited: ["түзетілген", "изменено", "edited"],
  headers: ["Қызметтік тақырыпшалар", "Служебные заголовки", "Raw headers"],
  raw: ["Хаттың бастапқы түрі", "Письмо целиком", "Whole message"],
  ref: ["Нөмірі", "Номер", "Number"],
  asked: ["Не сұралды", "О чём", "Asked"],
  state: ["Күйі", "Состояние", "State"],
  promised: ["Уәде етілген күн", "Обещали ответить", "Promised"],
  target: ["Жауап беру мерзімі", "Ответить не позднее", "Answer by"],
  paused: ["тоқтатыла тұрды", "приостановлен", "paused"],
  waits: ["әзірге жоқ", "пока нет", "not yet"],
  "no-cases": ["Әзірге өтініш жоқ.", "Обращений пока нет.", "No requests yet."],
  history: ["Оқиғалар тізбегі", "Цепочка событий", "Event chain"],
  ok: ["Түсінікті", "Понятно", "OK"],
  typing: ["Хабарлама", "Сообщение", "Message"],
  attach: ["Файл", "Файл", "File"],
  start: ["Бастау", "Начать", "Start"],
  empty: ["Мұнда әзірге ештеңе жоқ.", "Здесь пока пусто.", "Nothing here yet."],
  cancel: ["Болдырмау", "Отменить", "Cancel"],
  answering: ["Жауап:", "Ответ на:", "Reply to:"],
  editing: ["Түзету:", "Правка:", "Editing:"],
  running: ["Қызмет жұмыс істеп тұр", "Служба работает", "The service is running"],
  starting: ["Қызмет іске қосылып жатыр…", "Служба запускается…", "The service is starting…"],
  down: ["Қызмет өшіп тұр", "Служба выключена", "The service is down"],
  lost: ["Демомен байланыс үзілді.", "Связь с демо потеряна.", "The connection to the demo is lost."],
  unanswered: ["Бот жауап бермеді.", "Бот не ответил.", "The bot did not answer."],
  "no-deadline": ["Алда мерзімі келетін өтініш жоқ.", "Сроков впереди нет.", "There is no deadline ahead."],
  "no-reminder": ["Алда еске салатын ештеңе жоқ: ашық өтініш керек.", "Напоминать не о чем: нужно открытое обращение.", "There is nothing to remind anyone of: an open request is needed."],
  sent: ["Хат жіберілді.", "Письмо отправлено.", "Sent."],
  "service-joined": ["топқа қосылды", "теперь в группе", "joined the group"],
  "service-left": ["топтан шықты", "больше не в группе", "left the group"],
  "service-topic-created": ["тақырып ашылды", "тема открыта", "topic opened"],
  "service-topic-closed": ["тақырып жабылды", "тема закрыта", "topic closed"],
  "service-topic-reopened": ["тақырып қайта ашылды", "тема открыта снова", "topic reopened"],
  "service-moved": ["топ супертопқа айналды", "группа стала супергруппой", "the group became a supergroup"],
  "service-pinned": ["хабарлама бекітілді", "сообщение закреплено", "a message was pinned"],
  "note-contact": ["Телефон нөмірі", "Номер телефона", "Contact"],
  "note-location": ["Орналасқан жері", "Геопозиция", "Location"],
  "note-poll": ["Сауалнама", "Опрос", "Poll"],
  "note-dice": ["Ойын сүйегі", "Кубик", "Dice"],
  "preset-inquiry-kk": ["Сұрау, қазақша", "Запрос, по-казахски", "Inquiry in Kazakh"],
  "preset-withdrawal-kk": ["Келісімді кері қайтарып алу, қазақша", "Отзыв согласия, по-казахски", "Withdrawal in Kazakh"],
  "preset-inquiry-ru": ["Сұрау, орысша", "Запрос, по-русски", "Inquiry in Russian"],
  "preset-withdrawal-ru": ["Келісімді кері қайтарып алу, орысша", "Отзыв согласия, по-русски", "Withdrawal in Russian"],
  "preset-no-kazakh-keys": ["Қазақша әріптерсіз", "Без казахской раскладки", "No Kazakh keyboard"],
  "preset-paraphrase": ["Өз сөзімен", "Своими словами", "In own words"],
  "preset-robot": ["Автоматты жауап", "Автоответчик", "An automatic reply"],
  "preset-stranger": ["Нөмірді білетін бөтен адам", "Посторонний называет номер", "A stranger quotes a number"],
  "preset-broken": ["Бүлінген хат", "Испорченное письмо", "A broken message"],
  "preset-consent": ["Келісім беру", "Согласие на обработку", "Giving consent"],
  "preset-order": ["Тапсырыс туралы", "О заказе", "About an order"],
};
const PLACES = ["kk", "ru", "en"];
export let language = remembered();

function remembered() {
  const wanted = localStorage.getItem("language") || navigator.language.slice(0, 2);
  return PLACES.includes(wanted) ? wanted : "ru";
}

export function choose(chosen) {
  language = chosen;
  localStorage.setItem("language", chosen);
}

export const word = (key) => ROWS[key]?.[PLACES.indexOf(language)] ?? key;

// Words that came from the service; what it does not say in a language it says in Russian.
export const said = (words) => words[language] ?? words.ru;

export function left(days) {
  const form = { kk: (n) => `${n} күн`, ru: (n) => `${n} ${plural(n)}`, en: (n) => `${n} ${n === 1 ? "day" : "days"}` }[language];
  if (days === 0) return { kk: "бүгін", ru: "сегодня", en: "today" }[language];
  if (days > 0) return { kk: `${form(days)} қалды`, ru: `${plural(days) === "день" ? "остался" : "осталось"} ${form(days)}`, en: `${form(days)} left` }[language];
  return { kk: `мерзімінен ${form(-days)} өтті`, ru: `просрочено на ${form(-days)}`, en: `${form(-days)} overdue` }[language];
}

const plural = (n) => ({ one: "день", few: "дня" })[new Intl.PluralRules("ru").select(n)] ?? "дней";

// Browsers that know no Kazakh would write its dates in English: names of days and months are here.
const MONTHS = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];
const WEEKDAYS = { Sun: "жексенбі", Mon: "дүйсенбі", Tue: "сейсенбі", Wed: "сәрсенбі", Thu: "бейсенбі", Fri: "жұма", Sat: "сенбі" };
const NUMBERS = "ru-RU";
const ZONE = "Asia/Almaty";
const format = (moment, shape, locale = NUMBERS) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...shape }).format(moment);
export const hour = (moment) => format(moment, { hour: "2-digit", minute: "2-digit" });
export const when = (moment) => format(moment, { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
export const day = (written) => written.split("-").reverse().join(".");

export function clock(moment) {
  const names = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const number = (part) => Number(format(moment, { [part]: "numeric" }, "en-GB"));
  const written = language === "kk"
    ? `${number("year")} жылғы ${number("day")} ${MONTHS[number("month") - 1]}, ${WEEKDAYS[format(moment, { weekday: "short" }, "en-GB")]}`
    : format(moment, names, language === "en" ? "en-GB" : "ru-RU");
  return `${written}, ${hour(moment)}`;
}
