// Labels of the page itself; whatever the service says stands in its own locales.
// Each row: Kazakh, Russian, English.
const ROWS = {
  skip: ["Телефонға өту", "К телефону", "Skip to the phone"],
  tagline: ["Адам, қызметкерлер және пошта бір бетте, нағыз серверлер арқылы.", "Человек, сотрудники и почта на одной странице, через настоящие серверы.", "Person, staff and mail on one page, through real servers."],
  tools: ["Басқару", "Управление", "Controls"],
  time: ["Уақытты жылжыту", "Сдвинуть время", "Move time"],
  day: ["+1 күн", "+1 день", "+1 day"],
  morning: ["Келесі таңға", "К утру", "Next morning"],
  deadline: ["Мерзім күніне", "К сроку", "To the deadline"],
  faults: ["Ақаулар", "Сбои", "Faults"],
  smtp: ["SMTP өшірулі", "SMTP не отвечает", "SMTP down"],
  telegram429: ["Telegram: 429", "Telegram: 429", "Telegram: 429"],
  restart: ["Сервисті өшіріп қосу", "Оборвать и запустить", "Kill and restart"],
  choices: ["Көрініс", "Вид", "View"],
  language: ["Тіл", "Язык", "Language"],
  theme: ["Күндіз / түнде", "День / ночь", "Light / dark"],
  panes: ["Бөлімдер", "Разделы", "Panes"],
  phone: ["Телефон", "Телефон", "Phone"],
  staff: ["Қызметкерлер", "Сотрудники", "Staff"],
  mail: ["Пошта", "Почта", "Mail"],
  register: ["Кезек", "Очередь", "Queue"],
  person: ["Кімнің телефоны", "Чей телефон", "Whose phone"],
  officer: ["Кім болып", "От чьего имени", "Acting as"],
  where: ["Қайда", "Где", "Where"],
  group: ["Топ", "Группа", "Group"],
  private: ["Жеке чат", "Личный чат", "Private"],
  topic: ["Тақырып", "Тема", "Topic"],
  "all-topics": ["Барлық тақырып", "Все темы", "All topics"],
  topics: ["Тақырыптарды қосу", "Включить темы", "Switch topics on"],
  write: ["Хат жазу", "Написать", "Write"],
  threads: ["Хат алмасу", "Переписка", "Threads"],
  preset: ["Үлгі", "Заготовка", "Preset"],
  name: ["Аты-жөні", "Имя", "Name"],
  address: ["Мекенжайы", "Адрес", "Address"],
  subject_line: ["Тақырып жолы", "Тема письма", "Subject line"],
  text: ["Мәтін", "Текст", "Text"],
  send: ["Жіберу", "Отправить", "Send"],
  leave: ["Жабу", "Закрыть", "Close"],
  reply: ["Жауап беру", "Ответить", "Reply"],
  edit: ["Түзету", "Изменить", "Edit"],
  edited: ["түзетілген", "изменено", "edited"],
  headers: ["Хаттың бастапқы түрі", "Исходные заголовки", "Raw headers"],
  raw: ["Бүкіл хат", "Письмо целиком", "Whole message"],
  ref: ["Нөмірі", "Номер", "Number"],
  asked: ["Не сұралды", "О чём", "Asked"],
  state: ["Күйі", "Состояние", "State"],
  promised: ["Уәде етілген күн", "Обещано", "Promised"],
  target: ["Жұмыс мерзімі", "Рабочий срок", "Target"],
  "no-cases": ["Әзірге сұрау жоқ. Телефоннан немесе поштадан жіберіп көріңіз.", "Обращений пока нет. Отправьте одно с телефона или почтой.", "No requests yet. Send one from the phone or by mail."],
  history: ["Оқиғалар тізбегі", "Цепочка событий", "Event chain"],
  ok: ["Жарайды", "Понятно", "OK"],
  typing: ["Хабарлама", "Сообщение", "Message"],
  attach: ["Файл", "Файл", "File"],
  start: ["Бастау", "Начать", "Start"],
  empty: ["Әзірге бос.", "Здесь пока пусто.", "Nothing here yet."],
  cancel: ["Болдырмау", "Отменить", "Cancel"],
  answering: ["Жауап:", "Ответ на:", "Reply to:"],
  editing: ["Түзету:", "Правка:", "Editing:"],
  running: ["Сервис жұмыс істеп тұр", "Сервис работает", "The service is running"],
  starting: ["Сервис іске қосылуда…", "Сервис запускается…", "The service is starting…"],
  down: ["Сервис өшірулі", "Сервис выключен", "The service is down"],
  lost: ["Демомен байланыс үзілді.", "Связь с демо потеряна.", "The demo is gone."],
  unanswered: ["Бот жауап бермеді.", "Бот не ответил.", "The bot did not answer."],
  "no-deadline": ["Алда мерзім жоқ.", "Сроков впереди нет.", "No deadline lies ahead."],
  sent: ["Хат жіберілді.", "Письмо отправлено.", "Sent."],
  waits: ["күтілуде", "ждёт", "waits"],
  "service-joined": ["топқа кірді", "входит в группу", "joined"],
  "service-left": ["топтан шықты", "выходит из группы", "left"],
  "service-topic-created": ["тақырып ашылды", "тема открыта", "topic opened"],
  "service-topic-closed": ["тақырып жабылды", "тема закрыта", "topic closed"],
  "service-topic-reopened": ["тақырып қайта ашылды", "тема открыта снова", "topic reopened"],
  "service-moved": ["топ супертопқа айналды", "группа стала супергруппой", "the group became a supergroup"],
  "service-pinned": ["хабарлама бекітілді", "сообщение закреплено", "a message was pinned"],
  "note-contact": ["Телефон нөмірі", "Номер телефона", "Contact"],
  "note-location": ["Геонүкте", "Геопозиция", "Location"],
  "note-poll": ["Сауалнама", "Опрос", "Poll"],
  "note-dice": ["Сүйек", "Кубик", "Dice"],
  "state-registered": ["қаралуда", "в работе", "open"],
  "state-waiting": ["адамды күтуде", "ждём человека", "waiting"],
  "state-answered": ["жауап берілді", "ответ дан", "answered"],
  "state-refused": ["бас тартылды", "отказано", "refused"],
  "state-withdrawn": ["кері қайтарылды", "отозвано", "withdrawn"],
  "state-closed": ["жабылды", "закрыто", "closed"],
  "preset-inquiry-kk": ["Сұрау, қазақша", "Запрос, по-казахски", "Inquiry in Kazakh"],
  "preset-withdrawal-kk": ["Келісімді қайтарып алу, қазақша", "Отзыв согласия, по-казахски", "Withdrawal in Kazakh"],
  "preset-inquiry-ru": ["Сұрау, орысша", "Запрос, по-русски", "Inquiry in Russian"],
  "preset-withdrawal-ru": ["Келісімді қайтарып алу, орысша", "Отзыв согласия, по-русски", "Withdrawal in Russian"],
  "preset-no-kazakh-keys": ["Қазақ пернетақтасынсыз", "Без казахской раскладки", "No Kazakh keyboard"],
  "preset-paraphrase": ["Өз сөзімен", "Своими словами", "In own words"],
  "preset-robot": ["Автожауап", "Автоответчик", "A robot"],
  "preset-stranger": ["Нөмірді білетін бөтен адам", "Посторонний называет номер", "A stranger quotes a number"],
  "preset-broken": ["Бүлінген хат", "Испорченное письмо", "A broken message"],
  "preset-consent": ["Келісім беру (сұрау емес)", "Согласие (не обращение)", "Giving consent (no request)"],
  "preset-order": ["Тапсырыс (сұрау емес)", "Заказ (не обращение)", "An order (no request)"],
};
const PLACES = ["kk", "ru", "en"];
const LOCALES = { kk: "kk-KZ", ru: "ru-RU", en: "en-GB" };

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

export const title = (titles) => titles[language] ?? titles.ru;

export function left(days) {
  const form = { kk: (n) => `${n} күн`, ru: (n) => `${n} ${plural(n)}`, en: (n) => `${n} ${n === 1 ? "day" : "days"}` }[language];
  if (days === 0) return { kk: "бүгін", ru: "сегодня", en: "today" }[language];
  if (days > 0) return { kk: `${form(days)} қалды`, ru: `осталось ${form(days)}`, en: `${form(days)} left` }[language];
  return { kk: `${form(-days)} өтті`, ru: `просрочено на ${form(-days)}`, en: `${form(-days)} overdue` }[language];
}

const plural = (n) => ({ one: "день", few: "дня" })[new Intl.PluralRules("ru").select(n)] ?? "дней";

const ZONE = "Asia/Almaty";
const format = (moment, shape) => new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...shape }).format(moment);
export const clock = (moment) => format(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
export const hour = (moment) => format(moment, { hour: "2-digit", minute: "2-digit" });
export const when = (moment) => format(moment, { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
export const day = (written) => written.split("-").reverse().join(".");
