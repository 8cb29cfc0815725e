<!doctype html>
<html lang="pt"><head><meta charset="utf-8"><title>Lei n.º 908/2033</title>
<link rel="canonical" href="https://bo.dsaj.gov.mo/bo/i/2033/14/lei908.asp"></head>
<body><nav><a href="/">BO</a></nav><header class="navbar">Boletim</header>
<main>
<p>BO N.º: 14/2033</p><p>Publicado em: 2033.4.4</p>
<h1>Lei n.º 908/2033</h1><h2>Regime fictício dos papagaios nocturnos</h2>
<p>A Assembleia Legislativa decreta, para valer como lei de ensaio, o seguinte:</p>
<h3 id="article-1">Artigo 1.º</h3><h4>Objecto</h4><p>A presente lei, inventada para ensaios, regula os papagaios que voam de noite.</p>
<h3 id="article-2">Artigo 2.º</h3><h4>Entrada em vigor</h4><p>A presente lei entra em vigor no dia seguinte ao da sua publicação.</p>
<p>Aprovada em 20 de Março de 2033.</p>
</main><footer>Imprensa</footer></body></html>
