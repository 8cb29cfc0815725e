<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=big5">
<title>第906/98/M號法令</title>
</head>
<body>
<table border="0" width="100%"><tr><td>
<p align="center"><a href="declei906.asp">葡文版本</a></p>
<p align="center"><b>第906/98/M號法令</b></p>
<p align="center"><b>三月二日</b></p>
<p>總督為測試而命令制定本法令，不具法律效力。</p>
<p align="center"><b>第一章</b><br><b>一般規定</b></p>
<p align="center"><a name="art1"></a><b>第一條</b><br>（標的）</p>
<p>本法規為測試而虛構，規範紙風箏。</p>
<p align="center"><a name="art2"></a><b>第二條</b><br>（費用）</p>
<p>一、費用如下：</p>
<table border="1"><tr><td>風箏</td><td>費用</td></tr><tr><td>小</td><td>一元</td></tr><tr><td>大</td><td>二元</td></tr></table>
<p>二、不予豁免。</p>
<p align="center"><a name="art3"></a><b>第三條</b><br>（開始生效）</p>
<p>本法規於虛構之日開始生效。</p>
<p>一九九八年二月二十日核准。</p>
<p>命令公佈。</p>
</td></tr></table>
</body></html>
