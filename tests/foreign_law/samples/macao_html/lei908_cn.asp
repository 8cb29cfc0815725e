<!doctype html>
<html lang="zh-Hant"><head><meta charset="utf-8"><title>Lei n.º 908/2033</title>
<link rel="canonical" href="https://bo.dsaj.gov.mo/bo/i/2033/14/lei908_cn.asp"></head>
<body><nav><a href="/">BO</a></nav><header class="navbar">Boletim</header>
<main>
<p>公報編號：14/2033</p><p>刊登日期：2033.4.4</p>
<h1>第908/2033號法律</h1><h2>虛構夜間風箏法律制度</h2>
<p>立法會為測試制定本法律。</p>
<h3 id="article-1">第一條</h3><h4>標的</h4><p>本法律為測試而虛構，規範夜間飛行的風箏。</p>
<h3 id="article-2">第二條</h3><h4>生效</h4><p>本法律自公佈翌日起生效。</p>
<p>二〇三三年三月二十日通過。</p>
</main><footer>Imprensa</footer></body></html>
