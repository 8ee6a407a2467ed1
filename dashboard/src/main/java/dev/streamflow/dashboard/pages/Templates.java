package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.view.Page;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;

/** Writes pages as HTML, with templates that were compiled by the build. */
final class Templates {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    String html(Page page) {
        Map<String, Object> parts = new HashMap<>(page.parts());
        parts.put("shell", page.shell());
        StringOutput output = new StringOutput();
        engine.render(page.template() + ".jte", parts, output);
        return output.toString();
    }
}
