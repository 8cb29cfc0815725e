"""Editorial pages: home, guidance, news, in four locales."""
