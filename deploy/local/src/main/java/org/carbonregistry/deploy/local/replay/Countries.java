package org.carbonregistry.deploy.local.replay;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** ISO 3166-1 alpha-2 codes of countries by the English names that registries use. */
final class Countries {

    private static final Map<String, String> BY_NAME = byName();

    private Countries() {}

    /**
     * The code of a country.
     *
     * @throws IllegalArgumentException when the name is unknown
     */
    static String code(String name) {
        String code = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (code == null) {
            throw new IllegalArgumentException("unknown country: " + name);
        }
        return code;
    }

    private static Map<String, String> byName() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        // Names that differ from those of the JDK, or differ between its versions.
        codes.put("bolivia", "BO");
        codes.put("congo", "CG");
        codes.put("congo, the democratic republic of the", "CD");
        codes.put("cote d'ivoire", "CI");
        codes.put("lao", "LA");
        codes.put("myanmar", "MM");
        codes.put("russian federation", "RU");
        codes.put("south korea", "KR");
        codes.put("taiwan", "TW");
        codes.put("tanzania", "TZ");
        codes.put("turkey", "TR");
        codes.put("viet nam", "VN");
        return codes;
    }
}
