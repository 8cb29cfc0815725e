<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>Decreto-Lei n.º 906/98/M</title>
</head>
<body bgcolor="#FFFFFF">
<!-- saved from url=(0049)https://bo.io.gov.mo/bo/i/98/09/declei906.asp -->
<table border="0" width="100%"><tr><td>
  <table border="0" width="600"><tr><td><font size="2">BO N.º: 9/1998<br>Publicado em: 1998.3.2<br>Página: 77</font></td></tr></table>
</td></tr><tr><td>
<p align="center"><a href="declei906_cn.asp">Versão Chinesa</a></p>
<p align="center"><b>Decreto-Lei n.<sup>o</sup> 906/98/M</b></p>
<p align="center"><b>de 2 de Março</b></p>
<p>O Governador decreta, apenas para ensaio e sem valor de lei, o seguinte:</p>
<p align="center"><b>CAPÍTULO I</b><br><b>Disposições gerais</b></p>
<p align="center"><a name="art1"></a><b>Artigo 1.<sup>o</sup></b><br>(Objecto)</p>
<p>O presente diploma, inventado para ensaios, regula os
   papagaios&nbsp;de papel.</p>
<p align="center"><a name="art2"></a><b>Artigo 2.<sup>o</sup></b><br>(Taxas)</p>
<p>1. As taxas são as seguintes:</p>
<table border="1"><tr><td>Papagaio</td><td>Taxa</td></tr><tr><td>Pequeno</td><td>1 pataca</td></tr><tr><td>Grande</td><td>2 patacas</td></tr></table>
<p>2. A isenção não é devida.<sup>*</sup></p>
<p><sup>*</sup> Alterado - Consulte também: Lei n.º 908/2033</p>
<p align="center"><a name="art3"></a><b>Artigo 3.<sup>o</sup></b><br>(Entrada em vigor)</p>
<p>O presente diploma entra em vigor num dia inventado.</p>
<p>Aprovado em 20 de Fevereiro de 1998.</p>
<p>Publique-se.</p>
</td></tr></table>
<script>document.write("menu");</script>
</body></html>
