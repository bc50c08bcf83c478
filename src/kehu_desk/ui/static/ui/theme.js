// Light or dark before the first stroke is painted: the server knows what the person chose, the browser what the device wants.
(function () {
  "use strict";
  const root = document.documentElement;
  const device = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    const found = document.cookie.match(/(?:^|; )kehu_theme=(light|dark|system)/);
    return found ? found[1] : root.dataset.theme || "system";
  }

  function apply() {
    const theme = chosen();
    const isDark = theme === "dark" || (theme === "system" && device.matches);
    root.dataset.theme = theme;
    root.dataset.bsTheme = isDark ? "dark" : "light";
    document.dispatchEvent(new CustomEvent("kehu:theme"));
  }

  function choose(theme) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = "kehu_theme=" + theme + "; Path=/; Max-Age=31536000; SameSite=Lax" + secure;
    apply();
  }

  device.addEventListener("change", apply);
  apply();
  window.kehuTheme = { choose: choose };
})();
