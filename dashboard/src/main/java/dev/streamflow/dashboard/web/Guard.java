package dev.streamflow.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** In front of every request: which hosts and methods are answered, and the headers of every answer. */
final class Guard implements Filter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final AllowedHosts hosts;
    private final ContentPolicy policy;

    Guard(AllowedHosts hosts, ContentPolicy policy) {
        this.hosts = hosts;
        this.policy = policy;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        secure(answer);
        if (!hosts.allows(http.getHeader("Host"))) {
            refuse(answer, 421, "This dashboard is not called by that name; --allow-host adds one.");
        } else if (!METHODS.contains(http.getMethod())) {
            answer.setHeader("Allow", "GET, HEAD");
            refuse(answer, 405, "The dashboard can only be read.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private void secure(HttpServletResponse answer) {
        answer.setHeader("Content-Security-Policy", policy.header());
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        answer.setHeader("Cache-Control", "no-cache");
    }

    private static void refuse(HttpServletResponse answer, int status, String sentence) throws IOException {
        answer.setStatus(status);
        answer.setContentType("text/plain; charset=utf-8");
        answer.getOutputStream().write((sentence + "\n").getBytes(UTF_8));
    }
}
