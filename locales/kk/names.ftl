# Хаттар мен экрандарда бірдей айтылатын атаулар: өтініште не болуы керек, мерзімдер, себептер.

letter-or = немесе
field-full-name = тегі, аты, әкесінің аты
field-phone = телефон нөмірі
field-email = электрондық пошта мекенжайы
field-postal-address = пошталық мекенжай
field-data = өңделуі тоқтатылуға тиіс дербес деректер
field-details = өтініштің мән-жайы
term-cd = { $amount } күнтізбелік күн
term-wd = { $amount } жұмыс күні
letter-because-confirmed = растауды алдық
letter-because-right = өтініштің не туралы екені анықталды
letter-because-merged = бір мәселе туралы өтініштер біріктірілді
letter-because-receipt = өтініштің бізге ертерек жеткені анықталды
letter-because-paused = мерзім тоқтатыла тұрды
letter-because-resumed = мерзім қайта жүре бастады
letter-because-extended = мерзім ұзартылды
letter-because-calendar = жұмыс және демалыс күндері өзгерді
