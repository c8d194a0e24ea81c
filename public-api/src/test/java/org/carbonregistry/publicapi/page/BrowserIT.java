package org.carbonregistry.publicapi.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.KnownRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages in a real browser: Chromium of this machine, without downloading one. Pictures of them go to target/pages. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path PICTURES = Path.of("target", "pages");
    private static final Map<String, String> PAGES = pages();
    /** One page of each kind; those that differ only in names are looked at nightly. */
    private static final Set<String> KINDS = Set.of(
            "home",
            "retirements-found",
            "projects",
            "project-brought-in",
            "serials-range",
            "serials-inconsistent",
            "certificate",
            "certificate-long-name",
            "certificate-arabic",
            "bad-filter");

    private static final Set<String> NARROW = Set.of("home", "retirements-found", "serials-range", "certificate");

    @TestHTTPResource("/")
    String root;

    private Playwright playwright;
    private Browser browser;

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("home", "");
        pages.put("retirements", "retirements");
        pages.put("retirements-found", "retirements?q=acme&country=KE");
        pages.put("retirements-none", "retirements?q=nobody+at+all");
        pages.put("projects", "projects");
        pages.put("project-stated", "projects/GLB-1042");
        pages.put("project-brought-in", "projects/VRA-1860");
        pages.put("project-long-name", "projects/GLB-1044");
        pages.put("serials", "serials");
        pages.put("serials-range", "serials?serial=GLB-PE-1044-2023-4-1-30000");
        pages.put("serials-source", "serials?serial=" + KnownRegister.OLD_FORM);
        pages.put("serials-contested", "serials?serial=" + KnownRegister.TWICE);
        pages.put("serials-inconsistent", "serials?serial=GLB-UG-1042-2023-1-1");
        pages.put("certificate", "certificates/GLB-R-1");
        pages.put("certificate-script", "certificates/GLB-R-2");
        pages.put("certificate-long-name", "certificates/GLB-R-3");
        pages.put("certificate-arabic", "certificates/GLB-R-4");
        pages.put("certificate-chinese", "certificates/GLB-R-5");
        pages.put("certificate-two-blocks", "certificates/GLB-R-7");
        pages.put("certificate-not-stated", "certificates/VRA-R-1");
        pages.put("not-found", "nowhere");
        pages.put("bad-filter", "retirements?benficiary=x");
        return pages;
    }

    @BeforeEach
    void open() {
        Path chromium = PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (chromium == null) {
            System.out.println("BrowserIT is skipped: no Chromium at any of " + PLACES);
        }
        Assumptions.assumeTrue(chromium != null, "no Chromium at any of " + PLACES);
        KnownRegister.publish();
        if (browser == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        }
    }

    @AfterAll
    void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private Page page(int width, int height, ColorScheme colours) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colours)
                        .setJavaScriptEnabled(true))
                .newPage();
    }

    private void go(Page page, String address) {
        page.navigate(root + address);
    }

    @Test
    void everyKindOfPageIsAccessibleAndFitsADeskAndAPhone() {
        List<String> faults = new ArrayList<>();
        look(1280, ColorScheme.LIGHT, KINDS, KINDS, faults);
        look(390, ColorScheme.LIGHT, KINDS, NARROW, faults);
        look(1280, ColorScheme.DARK, NARROW, NARROW, faults);
        assertEquals(List.of(), faults);
    }

    @Test
    @Tag("nightly")
    void everyPageIsAccessibleAndFitsWithEveryName() {
        List<String> faults = new ArrayList<>();
        look(1280, ColorScheme.LIGHT, PAGES.keySet(), PAGES.keySet(), faults);
        look(390, ColorScheme.LIGHT, PAGES.keySet(), PAGES.keySet(), faults);
        look(390, ColorScheme.DARK, PAGES.keySet(), PAGES.keySet(), faults);
        assertEquals(List.of(), faults);
    }

    private void look(int width, ColorScheme colours, Set<String> names, Set<String> examined, List<String> faults) {
        Page page = page(width, 900, colours);
        page.onPageError(error -> faults.add(page.url() + " " + error));
        for (String name : names) {
            go(page, PAGES.get(name));
            picture(page, name + "-" + width + (colours == ColorScheme.DARK ? "-dark" : ""));
            assertNothingSticksOut(page, name + " at " + width);
            if (examined.contains(name)) {
                for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
                    faults.add(name + " " + width + " " + colours + ": " + rule.getId() + " "
                            + rule.getNodes().get(0).getHtml());
                }
            }
        }
        page.context().close();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void assertNothingSticksOut(Page page, String name) {
        Number out = (Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        assertTrue(out.intValue() <= 0, name + " is " + out + " px wider than the window");
    }

    @Test
    void aPersonFindsARetirementWithTheKeyboardAlone() {
        Page page = page(1280, 900, ColorScheme.LIGHT);
        go(page, "");
        page.keyboard().press("Tab");
        assertEquals("Skip to content", focused(page));
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        assertEquals("q", page.evaluate("() => document.activeElement.id"));
        page.keyboard().type("Kipeto Coffee");
        page.keyboard().press("Enter");
        page.waitForURL(root + "retirements?q=Kipeto+Coffee");
        assertTrue(page.locator("tbody tr").count() >= 8);
        assertTrue(page.locator("tbody tr").first().innerText().contains("Kipeto Coffee Cooperative"));
        for (int i = 0; i < 40 && !focused(page).startsWith("GLB-R-"); i++) {
            page.keyboard().press("Tab");
            assertTrue(outlined(page), "the focus is seen on: " + focused(page));
        }
        page.keyboard().press("Enter");
        page.waitForURL("**/certificates/GLB-R-*");
        assertTrue(page.locator(".certificate .for").innerText().contains("Kipeto Coffee Cooperative"));
        page.context().close();
    }

    private static String focused(Page page) {
        return page.evaluate("() => document.activeElement.innerText || ''").toString();
    }

    private static boolean outlined(Page page) {
        return (Boolean) page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2");
    }

    @Test
    void everythingWorksWithoutScript() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Page page = context.newPage();
        go(page, "retirements");
        page.locator("summary").click();
        page.locator("#country").selectOption("PE");
        page.locator("#purpose").selectOption("compliance");
        page.locator(".buttons button").click();
        page.waitForURL("**/retirements?**");
        assertTrue(page.url().endsWith("/retirements?country=PE&purpose=compliance"), page.url());
        assertEquals(1, page.locator("tbody tr").count());
        go(page, "retirements?program=GLB");
        page.locator("a[rel=next]").click();
        page.waitForURL("**cursor=**");
        assertEquals(16, page.locator("tbody tr").count());
        go(page, "serials");
        page.locator("#serial").fill(KnownRegister.OLD_FORM);
        page.locator(".search button").click();
        assertTrue(page.locator("main").innerText().contains("VRA-CN-1860-2018-1-61-100"));
        context.close();
    }

    @Test
    void aNameThatIsAScriptDoesNotRunEvenIfItWereNotEscaped() {
        Page page = page(1280, 900, ColorScheme.LIGHT);
        List<String> dialogs = new ArrayList<>();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        go(page, "certificates/GLB-R-2");
        assertEquals("Certificate GLB-R-2 · Carbon Credit Registry", page.title());
        assertTrue(page.locator(".certificate .for").innerText().contains("<script>document.title='taken'</script>"));
        page.evaluate("() => { const s = document.createElement('script'); s.textContent = \"document.title='taken'\";"
                + " document.body.append(s); }");
        assertFalse(page.title().contains("taken"), "the Content-Security-Policy stops inline script");
        assertEquals(List.of(), dialogs);
        page.context().close();
    }

    @Test
    void namesStandInTheirOwnDirection() {
        Page page = page(390, 844, ColorScheme.LIGHT);
        go(page, "certificates/GLB-R-4");
        assertEquals(
                "rtl", page.evaluate("() => getComputedStyle(document.querySelector('.for [dir=auto]')).direction"));
        go(page, "certificates/GLB-R-5");
        assertEquals(
                "ltr", page.evaluate("() => getComputedStyle(document.querySelector('.for [dir=auto]')).direction"));
        page.context().close();
    }

    @Test
    void theCertificatePrintsOnOnePage() throws Exception {
        Page page = page(1280, 900, ColorScheme.DARK);
        for (String number : List.of("GLB-R-1", "GLB-R-7", "GLB-R-3")) {
            go(page, "certificates/" + number);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertFalse(page.locator(".masthead").isVisible());
            picture(page, "print-" + number);
            byte[] pdf = page.pdf(
                    new Page.PdfOptions().setPreferCSSPageSize(true).setPath(PICTURES.resolve(number + ".pdf")));
            String text = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertEquals(1, text.split("/Type /Page[^s]", -1).length - 1, number);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
        page.context().close();
    }

    @Test
    void noPageAsksAnotherServerForAnything() {
        Page page = page(1280, 900, ColorScheme.LIGHT);
        List<String> others = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(root)) {
                others.add(request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && !response.url().equals(page.url())) {
                failed.add(response.status() + " " + response.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                failed.add(message.text());
            }
        });
        for (String address : List.of("", "retirements", "projects/GLB-1042", "serials", "certificates/GLB-R-1")) {
            go(page, address);
        }
        assertEquals(List.of(), others);
        assertEquals(List.of(), failed);
        page.context().close();
    }
}
