def test_x(site):
    r = site.reader()
    for p in ("/", "/latest/", "/nothing", "/.git/x", "/a%2fb", "/logout", "/latest/assets/load.js"):
        a = r.ask(p); print(p, a.status, a.headers, a.body[:80])
    for who in ("reader", "stranger", "nearly", "nobody"):
        r, a = site.login(who)
        print(who, a.status, a.headers, a.body[:100])
        for p in ("/", "/latest/", "/latest", "/nothing", "/.git/x", "/a%2fb", "/latest/assets/load.js", "/latest/404.html.br","/2026-01-02/assets/stylesheets/main.57a0d79d.min.css"):
            a = r.ask(p, Accept_Encoding="gzip, br"); print(p, a.status, a.headers, a.body[:60])
    print((site.logs/"error.log").read_text())
    assert 0
