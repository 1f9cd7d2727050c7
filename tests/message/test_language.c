/* Tests of message/language.h: short mails in the languages of desks. */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "message/language.h"

struct sample {
	const char *language, *text;
};

/* clang-format off */
static const struct sample samples[] = {
	{ "en", "Hello, my laptop does not start since this morning. Could you have a look please?" },
	{ "en", "The printer on the second floor is out of toner." },
	{ "en", "I cannot log in to the VPN, it says my password has expired." },
	{ "en", "Thanks, that worked!" },
	{ "en", "Please create an account for our new colleague, she starts on Monday." },
	{ "en", "Any news on this?" },
	{ "en", "Screen is black after update" },
	{ "de", "Hallo, mein Drucker geht seit heute Morgen nicht mehr. Könnt ihr bitte mal schauen?" },
	{ "de", "Ich kann mich nicht anmelden, das Passwort ist abgelaufen." },
	{ "de", "Bitte legen Sie ein Konto für unsere neue Kollegin an." },
	{ "de", "Danke, das hat geholfen!" },
	{ "de", "Gibt es hierzu schon etwas Neues?" },
	{ "de", "Der Bildschirm bleibt schwarz" },
	{ "de", "Wir brauchen zwei neue Monitore im Besprechungsraum, wann kommen die?" },
	{ "fr", "Bonjour, mon ordinateur ne démarre plus depuis ce matin. Pouvez-vous regarder ?" },
	{ "fr", "Je n'arrive pas à me connecter au VPN, le mot de passe a expiré." },
	{ "fr", "L'imprimante du deuxième étage est en panne." },
	{ "fr", "Merci, ça marche maintenant !" },
	{ "fr", "Avez-vous des nouvelles ?" },
	{ "fr", "Il nous faut un compte pour la nouvelle collègue qui arrive lundi." },
	{ "es", "Hola, mi portátil no arranca desde esta mañana. ¿Podéis mirarlo?" },
	{ "es", "No puedo entrar en la VPN, dice que la contraseña ha caducado." },
	{ "es", "La impresora de la segunda planta no funciona." },
	{ "es", "Gracias, ya funciona." },
	{ "es", "¿Hay alguna novedad sobre esto?" },
	{ "es", "Necesitamos una cuenta para la nueva compañera que empieza el lunes." },
	{ "it", "Buongiorno, il mio computer non si accende da stamattina. Potete dare un'occhiata?" },
	{ "it", "Non riesco ad accedere alla VPN, la password è scaduta." },
	{ "it", "La stampante del secondo piano non funziona." },
	{ "it", "Grazie, adesso funziona!" },
	{ "it", "Ci sono novità?" },
	{ "it", "Ci serve un account per la nuova collega che inizia lunedì." },
	{ "pt", "Bom dia, o meu computador não liga desde esta manhã. Podem ver, por favor?" },
	{ "pt", "Não consigo entrar na VPN, diz que a senha expirou." },
	{ "pt", "A impressora do segundo andar não funciona." },
	{ "pt", "Obrigado, já está a funcionar." },
	{ "pt", "Há alguma novidade sobre isto?" },
	{ "pt", "Precisamos de uma conta para a nova colega que começa na segunda-feira." },
	{ "nl", "Hallo, mijn laptop start sinds vanochtend niet meer op. Kunnen jullie even kijken?" },
	{ "nl", "Ik kan niet inloggen op de VPN, het wachtwoord is verlopen." },
	{ "nl", "De printer op de tweede verdieping doet het niet." },
	{ "nl", "Bedankt, het werkt weer!" },
	{ "nl", "Is hier al nieuws over?" },
	{ "nl", "Graag een account voor onze nieuwe collega, zij begint maandag." },
	{ "pl", "Dzień dobry, od rana nie mogę uruchomić komputera. Proszę o pomoc." },
	{ "pl", "Nie mogę się zalogować do VPN, hasło wygasło." },
	{ "pl", "Drukarka na drugim piętrze nie działa." },
	{ "pl", "Dziękuję, już działa." },
	{ "pl", "Czy są jakieś wieści w tej sprawie?" },
	{ "pl", "Proszę o założenie konta dla nowej koleżanki, zaczyna w poniedziałek." },
	{ "ru", "Добрый день, у меня с утра не включается компьютер. Посмотрите, пожалуйста." },
	{ "ru", "Не могу войти в VPN, пишет, что пароль истёк." },
	{ "ru", "Принтер на втором этаже не печатает." },
	{ "ru", "Спасибо, всё работает!" },
	{ "ru", "Есть новости по заявке?" },
	{ "ru", "Нужна учётная запись для нового сотрудника, он выходит в понедельник." },
	{ "sv", "Hej, min dator startar inte sedan i morse. Kan ni titta på det?" },
	{ "sv", "Jag kan inte logga in på VPN, lösenordet har gått ut." },
	{ "sv", "Skrivaren på andra våningen fungerar inte." },
	{ "sv", "Tack, nu fungerar det!" },
	{ "sv", "Finns det något nytt om detta?" },
	{ "sv", "Vi behöver ett konto till vår nya kollega som börjar på måndag." },
	{ "da", "Hej, min computer starter ikke siden i morges. Kan I kigge på det?" },
	{ "da", "Jeg kan ikke logge ind på VPN, adgangskoden er udløbet." },
	{ "da", "Printeren på anden sal virker ikke." },
	{ "da", "Tak, nu virker det!" },
	{ "da", "Er der noget nyt om sagen?" },
	{ "da", "Vi har brug for en konto til vores nye kollega, som starter på mandag." },
	{ "no", "Hei, maskinen min starter ikke siden i morges. Kan dere se på det?" },
	{ "no", "Jeg får ikke logget inn på VPN, passordet har utløpt." },
	{ "no", "Skriveren i andre etasje virker ikke." },
	{ "no", "Takk, nå fungerer det!" },
	{ "no", "Er det noe nytt i saken?" },
	{ "no", "Vi trenger en konto til den nye kollegaen vår som begynner på mandag." },
	{ "fi", "Hei, tietokoneeni ei käynnisty tästä aamusta lähtien. Voisitteko katsoa?" },
	{ "fi", "En pääse kirjautumaan VPN:ään, salasana on vanhentunut." },
	{ "fi", "Toisen kerroksen tulostin ei toimi." },
	{ "fi", "Kiitos, nyt se toimii!" },
	{ "fi", "Onko tästä mitään uutta?" },
	{ "fi", "Tarvitsemme tunnukset uudelle työntekijälle, joka aloittaa maanantaina." },
	{ "cs", "Dobrý den, od rána mi nejde zapnout počítač. Můžete se na to podívat?" },
	{ "cs", "Nemohu se přihlásit do VPN, heslo vypršelo." },
	{ "cs", "Tiskárna ve druhém patře nefunguje." },
	{ "cs", "Děkuji, už to funguje." },
	{ "cs", "Je k tomu něco nového?" },
	{ "cs", "Prosím o založení účtu pro novou kolegyni, nastupuje v pondělí." },
	{ "tr", "Merhaba, bilgisayarım bu sabahtan beri açılmıyor. Bakabilir misiniz?" },
	{ "tr", "VPN'e giriş yapamıyorum, şifrenin süresi dolmuş." },
	{ "tr", "İkinci kattaki yazıcı çalışmıyor." },
	{ "tr", "Teşekkürler, şimdi çalışıyor!" },
	{ "tr", "Bu konuda bir gelişme var mı?" },
	{ "tr", "Pazartesi başlayacak yeni arkadaşımız için bir hesap açar mısınız?" },
	{ "zh", "您好，我的电脑今天早上开始无法启动，请帮忙看一下。" },
	{ "zh", "无法登录VPN，提示密码已过期。" },
	{ "zh", "请帮我安装 Microsoft Visual Studio Professional 2022，谢谢" },
	{ "zh", "二樓的印表機壞了，請派人來修理。" },
	{ "zh", "谢谢，已经好了！" },
	{ "zh", "Outlook 无法收邮件，Exchange Server 报错 0x8004010F" },
	{ "ja", "お世話になっております。今朝からパソコンが起動しません。ご確認をお願いします。" },
	{ "ja", "VPNにログインできません。パスワードの期限が切れています。" },
	{ "ja", "二階のプリンターが動きません。" },
	{ "ja", "ありがとうございます。直りました。" },
	{ "ja", "新入社員のアカウント作成をお願いします。" },
	{ "ja", "Microsoft Teams の会議に参加できません" },
	{ "ko", "안녕하세요. 오늘 아침부터 컴퓨터가 켜지지 않습니다. 확인 부탁드립니다." },
	{ "ko", "VPN에 로그인할 수 없습니다. 비밀번호가 만료되었습니다." },
	{ "ko", "2층 프린터가 고장났습니다." },
	{ "ko", "감사합니다. 이제 잘 됩니다." },
	{ "ko", "신규 직원 계정을 만들어 주세요." },
	{ "ko", "Outlook 에서 메일이 오지 않아요" },
	{ "uk", "Добрий день, у мене з ранку не вмикається комп'ютер. Подивіться, будь ласка." },
	{ "uk", "Не можу увійти до VPN, пише, що пароль застарів." },
	{ "", "ok" },
	{ "", "+1" },
	{ "", "FYI" },
	{ "", "12345" },
	{ "", "INV-2024-0042.pdf" },
	{ "", "ThinkPad T14 Gen 3 / SN PF3XXXX" },
	{ "", "https://example.org/x?y=1" },
	{ "", "" },
	{ "en", "Does anyone know how to change the default printer" },
	{ "en", "Keyboard broken, need a replacement asap" },
	{ "en", "Hi team, the shared drive is not accessible from home." },
	{ "de", "Die Tastatur ist kaputt" },
	{ "de", "Wie kann ich den Standarddrucker ändern?" },
	{ "de", "Liebe Kollegen, Outlook stürzt beim Öffnen von Anhängen ab." },
	{ "fr", "Le clavier est cassé" },
	{ "fr", "Outlook se ferme quand j'ouvre une pièce jointe" },
	{ "fr", "Bonjour, je ne reçois plus de mails depuis hier soir" },
	{ "es", "El teclado está roto" },
	{ "es", "Buenos días, desde ayer no recibo correos" },
	{ "it", "La tastiera è rotta" },
	{ "it", "Outlook si chiude quando apro un allegato" },
	{ "it", "Da ieri non ricevo più email" },
	{ "pt", "O teclado está avariado" },
	{ "pt", "O Outlook fecha quando abro um anexo" },
	{ "pt", "Desde ontem não recebo emails" },
	{ "nl", "Het toetsenbord is kapot" },
	{ "nl", "Outlook sluit af als ik een bijlage open" },
	{ "nl", "Sinds gisteren ontvang ik geen mails meer" },
	{ "pl", "Klawiatura jest zepsuta" },
	{ "pl", "Outlook się zamyka przy otwieraniu załącznika" },
	{ "pl", "Od wczoraj nie dostaję maili" },
	{ "ru", "Клавиатура сломалась, нужна новая" },
	{ "ru", "Outlook закрывается при открытии вложения" },
	{ "ru", "Со вчерашнего дня не приходят письма" },
	{ "sv", "Tangentbordet är trasigt" },
	{ "sv", "Outlook stängs när jag öppnar en bilaga" },
	{ "sv", "Sedan igår får jag inga mejl" },
	{ "da", "Tastaturet er gået i stykker" },
	{ "da", "Outlook lukker ned, når jeg åbner en vedhæftet fil" },
	{ "da", "Siden i går har jeg ikke fået nogen mails" },
	{ "no", "Tastaturet er ødelagt" },
	{ "no", "Outlook lukkes når jeg åpner et vedlegg" },
	{ "no", "Siden i går har jeg ikke fått noen e-poster" },
	{ "fi", "Näppäimistö on rikki" },
	{ "fi", "Outlook sulkeutuu kun avaan liitteen" },
	{ "fi", "En ole saanut sähköposteja eilisestä lähtien" },
	{ "cs", "Klávesnice je rozbitá" },
	{ "cs", "Outlook se zavře, když otevřu přílohu" },
	{ "cs", "Od včerejška mi nechodí maily" },
	{ "tr", "Klavye bozuldu, yenisi lazım" },
	{ "tr", "Ek açınca Outlook kapanıyor" },
	{ "tr", "Dünden beri mail alamıyorum" },
	{ "zh", "键盘坏了" },
	{ "zh", "打开附件时Outlook会自动关闭" },
	{ "ja", "キーボードが壊れました" },
	{ "ja", "添付ファイルを開くとOutlookが終了します" },
	{ "ko", "키보드가 고장났어요" },
	{ "ko", "첨부파일을 열면 아웃룩이 닫힙니다" },
	{ "en", "Monitor flickers whenever the docking station is connected" },
	{ "en", "My badge stopped opening the side entrance" },
	{ "de", "Monitor flackert, sobald die Dockingstation angeschlossen ist" },
	{ "de", "Mein Ausweis öffnet den Seiteneingang nicht mehr" },
	{ "fr", "L'écran clignote dès que la station d'accueil est branchée" },
	{ "fr", "Mon badge n'ouvre plus la porte latérale" },
	{ "es", "El monitor parpadea cuando conecto la base" },
	{ "it", "Il monitor sfarfalla quando collego la docking station" },
	{ "it", "Il mio badge non apre più la porta laterale" },
	{ "pt", "O meu cartão já não abre a porta lateral" },
	{ "nl", "Het scherm flikkert zodra het dockingstation is aangesloten" },
	{ "nl", "Mijn pas opent de zijdeur niet meer" },
	{ "pl", "Monitor miga po podłączeniu stacji dokującej" },
	{ "pl", "Moja karta nie otwiera już bocznych drzwi" },
	{ "ru", "Монитор мигает, когда подключаю док-станцию" },
	{ "ru", "Мой пропуск больше не открывает боковую дверь" },
	{ "sv", "Skärmen flimrar så fort dockningsstationen är ansluten" },
	{ "sv", "Mitt passerkort öppnar inte sidodörren längre" },
	{ "da", "Mit adgangskort åbner ikke sidedøren længere" },
	{ "no", "Adgangskortet mitt åpner ikke sidedøren lenger" },
	{ "fi", "Näyttö välkkyy kun telakka on kytketty" },
	{ "cs", "Moje karta už neotevírá boční dveře" },
	{ "tr", "Kartım artık yan kapıyı açmıyor" },
	/* mixed */
	{ "zh", "请帮忙安装 Microsoft Visual Studio Enterprise 和 Adobe Acrobat Reader" },
	{ "zh", "Dell Latitude 7420 开机蓝屏 BSOD KERNEL_SECURITY_CHECK_FAILURE" },
	{ "en", "Hello, my colleague 李伟 cannot open the shared folder from home." },
	{ "de", "Bitte Zugriff auf SharePoint Online und OneDrive for Business für mich freischalten." },
	{ "el", "Ο εκτυπωτής δεν λειτουργεί" },
	{ "he", "המדפסת לא עובדת" },
	{ "ar", "الطابعة لا تعمل" },
	{ "th", "เครื่องพิมพ์ไม่ทำงาน" },
	{ "uk", "Принтер не друкує, допоможіть, будь ласка, він на другому поверсі" },
	{ "", "lorem@example.org" },
	{ "", "ERR 0x80070005 C:\\Windows\\System32" },
};
/* clang-format on */

static void
test_samples(void **state)
{
	int failures = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		const char *got = language_detect(samples[i].text);

		if (strcmp(got, samples[i].language)) {
			print_error("%s: want \"%s\", got \"%s\"\n",
				    samples[i].text, samples[i].language, got);
			failures++;
		}
	}
	assert_int_equal(failures, 0);
}

/* Only the head of a long text counts, and it ends in time. */
static void
test_long_text(void **state)
{
	struct arena *arena = arena_new();
	struct buf text;

	(void)state;
	buf_init(&text, arena);
	for (int i = 0; i < 1000; i++)
		buf_add_str(&text, "the printer is not working ");
	for (int i = 0; i < 100000; i++)
		buf_add_str(&text, "der Drucker geht nicht mehr ");
	assert_string_equal(language_detect(text.data), "en");
	buf_reset(&text);
	for (int i = 0; i < 1 << 20; i++)
		buf_add_char(&text, 'x');
	assert_string_equal(language_detect(text.data), "");
	arena_free(arena);
}

static void
test_preload(void **state)
{
	struct error err;

	(void)state;
	assert_true(language_preload(&err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_preload),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
