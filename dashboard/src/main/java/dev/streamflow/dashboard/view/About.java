package dev.streamflow.dashboard.view;

import java.util.List;

/** How to use gold with other tools. */
public record About(String lake, String viewsHref, String views, String postgres, List<Tool> tools) {
    /** What to enter where. */
    public record Tool(String name, String needs, List<Step> steps) {
        public Tool {
            steps = List.copyOf(steps);
        }
    }

    /** A field of a form, and what goes into it. */
    public record Step(String where, String what) {}

    public About {
        tools = List.copyOf(tools);
    }
}
