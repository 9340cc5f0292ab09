"""Languages of Asia and the Middle East."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

from .model import Phrases

JAPANESE = Phrases(
    agenda="アジェンダ", takeaways="まとめ", overview="概要", key_figures="主要な数値", source="出典", page="ページ", table="データ",
    illustration="抽象的なイラスト", next_steps="次のステップ", more_rows="{total}行のうち{shown}行", colon="：",
    rose="{name}は{first}から{last}にかけて{change}増え、{to}に", fell="{name}は{first}から{last}にかけて{change}減り、{to}に",
    level="{name}は{first}から{last}まで{to}でほぼ横ばい", moved="{name}は{first}の{start}から{last}の{to}へ",
    rose_most="伸びが最も大きいのは{name}：{first}から{last}で{change}増", fell_most="減少が最も小さいのは{name}：{first}から{last}で{change}減",
    leads="{name}は{cat}が最多の{value}、全体の{change}", highest="{name}は{cat}が最高の{value}、{low}が最低の{low_value}",
    top="{name}は{cat}が最高の{value}", below="{a}は常に{b}を下回る。差が最大なのは{cat}の{diff}", share="{cat}が{name}の{change}を占める",
    peak="{name}は{cat}の{value}が最高", total="{name}の合計は{value}", second="次いで{cat}が{value}", points="ポイント",
    step="変化が最も大きいのは{first}から{last}：{change}", voice="{name}の声", by="{column}別の{measure}", row_label="行（{columns}列）",
    sum_of="{name}の合計", mean_of="{name}の平均",
)  # fmt: skip

CHINESE = Phrases(
    agenda="目录", takeaways="要点", overview="概览", key_figures="关键数据", source="来源", page="页", table="数据",
    illustration="抽象插图", next_steps="下一步", more_rows="共{total}行，显示{shown}行", colon="：",
    rose="{name}从{first}到{last}增长{change}，达到{to}", fell="{name}从{first}到{last}下降{change}，至{to}",
    level="{name}从{first}到{last}基本持平，为{to}", moved="{name}从{first}的{start}变为{last}的{to}",
    rose_most="{name}增幅最大：{first}到{last}增长{change}", fell_most="{name}降幅最小：{first}到{last}下降{change}",
    leads="{cat}的{name}最多：{value}，占总数的{change}", highest="{name}：{cat}最高，为{value}；{low}最低，为{low_value}",
    top="{name}：{cat}最高，为{value}", below="{a}始终低于{b}；差距最大的是{cat}：{diff}", share="{cat}占{name}的{change}",
    peak="{name}在{cat}达到最高，为{value}", total="{name}合计{value}", second="其次是{cat}：{value}", points="个百分点",
    step="变化最大的是{first}到{last}：{change}", voice="{name}如是说", by="按{column}统计的{measure}", row_label="行（{columns}列）",
    sum_of="{name}合计", mean_of="{name}平均",
)  # fmt: skip

KOREAN = Phrases(
    agenda="목차", takeaways="핵심 요약", overview="개요", key_figures="주요 수치", source="출처", page="페이지", table="데이터",
    illustration="추상 일러스트", next_steps="다음 단계", more_rows="{total}행 중 {shown}행",
    rose="{name}: {first}~{last} {change} 증가, {to}", fell="{name}: {first}~{last} {change} 감소, {to}",
    level="{name}: {first}~{last} 보합, {to}", moved="{name}: {first} {start}에서 {last} {to}까지",
    rose_most="{name}, 증가 폭 최대: {first}~{last} {change}", fell_most="{name}, 감소 폭 최소: {first}~{last} {change}",
    leads="{name} 1위 {cat}: {value}, 전체의 {change}", highest="{name}: 최고 {cat} {value}, 최저 {low} {low_value}",
    top="{name}: 최고 {cat} {value}", below="모든 항목에서 {a} < {b}, 최대 격차: {cat} {diff}", share="{cat}: {name}의 {change}",
    peak="{name}: {cat} 최고치 {value}", total="{name} 합계 {value}", second="2위 {cat}: {value}", points="%p",
    step="가장 큰 변화, {first}~{last}: {change}", voice="{name}의 말", by="{column}별 {measure}", row_label="행({columns}개 열)",
    sum_of="{name} 합계", mean_of="{name} 평균",
)  # fmt: skip

ARABIC = Phrases(
    agenda="جدول الأعمال", takeaways="أهم النقاط", overview="نظرة عامة", key_figures="أرقام رئيسية", source="المصدر", page="صفحة",
    table="البيانات", illustration="رسم تجريدي", next_steps="الخطوات التالية", more_rows="{shown} من أصل {total} صفًا",
    rose="{name}: ارتفاع بنسبة {change} من {first} إلى {last}، إلى {to}", fell="{name}: انخفاض بنسبة {change} من {first} إلى {last}، إلى {to}",
    level="{name}: استقرار من {first} إلى {last} عند {to}", moved="{name}: من {start} ({first}) إلى {to} ({last})",
    rose_most="{name}: أكبر ارتفاع، {change} من {first} إلى {last}", fell_most="{name}: أقل انخفاض، {change} من {first} إلى {last}",
    leads="{cat} في المقدمة ({name}): {value}، أي {change} من الإجمالي", highest="{name}: الأعلى {cat} ({value}) والأدنى {low} ({low_value})",
    top="{name}: الأعلى {cat} ({value})", below="{a} دون {b} في كل الحالات؛ أكبر فرق: {cat}، {diff}", share="{cat}: {change} من {name}",
    peak="{name}: أعلى قيمة {value} ({cat})", total="{name}: الإجمالي {value}", second="{cat} في المرتبة الثانية: {value}", points="نقطة مئوية",
    step="أكبر تغيّر من {first} إلى {last}: {change}", voice="على لسان {name}", by="{measure} حسب {column}", row_label="صفوف ({columns} أعمدة)",
    sum_of="إجمالي {name}", mean_of="متوسط {name}",
)  # fmt: skip

HEBREW = Phrases(
    agenda="סדר היום", takeaways="עיקרי הדברים", overview="סקירה", key_figures="נתוני מפתח", source="מקור", page="עמוד", table="הנתונים",
    illustration="איור מופשט", next_steps="הצעדים הבאים", more_rows="{shown} מתוך {total} שורות",
    rose="{name}: עלייה של {change} מ-{first} עד {last}, ל-{to}", fell="{name}: ירידה של {change} מ-{first} עד {last}, ל-{to}",
    level="{name}: ללא שינוי מ-{first} עד {last}, {to}", moved="{name}: מ-{start} ({first}) ל-{to} ({last})",
    rose_most="{name}: העלייה הגדולה ביותר, {change} מ-{first} עד {last}", fell_most="{name}: הירידה הקטנה ביותר, {change} מ-{first} עד {last}",
    leads="{cat} במקום הראשון ({name}): {value}, {change} מהסך הכול", highest="{name}: הגבוה ביותר {cat} ({value}), הנמוך ביותר {low} ({low_value})",
    top="{name}: הגבוה ביותר {cat} ({value})", below="{a} מתחת ל-{b} בכל המקרים; הפער הגדול ביותר: {cat}, {diff}", share="{cat}: {change} מתוך {name}",
    peak="{name}: שיא של {value} ({cat})", total="{name}: סך הכול {value}", second="אחריו {cat}: {value}", points="נקודות אחוז",
    step="השינוי הגדול ביותר, מ-{first} עד {last}: {change}", voice="במילים של {name}", by="{measure} לפי {column}", row_label="שורות ({columns} עמודות)",
    sum_of="סך {name}", mean_of="ממוצע {name}",
)  # fmt: skip

HINDI = Phrases(
    agenda="विषय-सूची", takeaways="मुख्य बातें", overview="सारांश", key_figures="मुख्य आँकड़े", source="स्रोत", page="पृष्ठ", table="आँकड़े",
    illustration="अमूर्त चित्र", next_steps="अगले कदम", more_rows="{total} में से {shown} पंक्तियाँ",
    rose="{name}: {first} से {last} तक {change} वृद्धि, अब {to}", fell="{name}: {first} से {last} तक {change} कमी, अब {to}",
    level="{name}: {first} से {last} तक स्थिर, {to}", moved="{name}: {start} ({first}) से {to} ({last})",
    rose_most="{name}: सबसे अधिक वृद्धि, {first} से {last} तक {change}", fell_most="{name}: सबसे कम गिरावट, {first} से {last} तक {change}",
    leads="{name} में {cat} सबसे आगे: {value}, कुल का {change}", highest="{name}: सबसे अधिक {cat} ({value}), सबसे कम {low} ({low_value})",
    top="{name}: सबसे अधिक {cat} ({value})", below="{a} हर जगह {b} से कम; सबसे बड़ा अंतर: {cat}, {diff}", share="{cat}: {name} का {change}",
    peak="{name}: अधिकतम {value} ({cat})", total="{name}: कुल {value}", second="दूसरे स्थान पर {cat}: {value}", points="प्रतिशत अंक",
    step="सबसे बड़ा बदलाव, {first} से {last}: {change}", voice="{name} के शब्दों में", by="{column} के अनुसार {measure}", row_label="पंक्तियाँ ({columns} स्तंभ)",
    sum_of="कुल {name}", mean_of="औसत {name}",
)  # fmt: skip

THAI = Phrases(
    agenda="วาระ", takeaways="ประเด็นสำคัญ", overview="ภาพรวม", key_figures="ตัวเลขสำคัญ", source="ที่มา", page="หน้า", table="ข้อมูล",
    illustration="ภาพนามธรรม", next_steps="ขั้นตอนต่อไป", more_rows="{shown} จาก {total} แถว",
    rose="{name}เพิ่มขึ้น {change} จาก {first} ถึง {last} เป็น {to}", fell="{name}ลดลง {change} จาก {first} ถึง {last} เป็น {to}",
    level="{name}คงที่จาก {first} ถึง {last} ที่ {to}", moved="{name}เปลี่ยนจาก {start} ({first}) เป็น {to} ({last})",
    rose_most="{name}เพิ่มขึ้นมากที่สุด: {change} จาก {first} ถึง {last}", fell_most="{name}ลดลงน้อยที่สุด: {change} จาก {first} ถึง {last}",
    leads="{cat}มี{name}มากที่สุด: {value} คิดเป็น {change} ของทั้งหมด", highest="{name}: สูงสุด {cat} ({value}) ต่ำสุด {low} ({low_value})",
    top="{name}: สูงสุด {cat} ({value})", below="{a}ต่ำกว่า{b}ทุกรายการ ต่างกันมากที่สุด: {cat} {diff}", share="{cat}: {change} ของ{name}",
    peak="{name}สูงสุด {value} ({cat})", total="{name}รวม {value}", second="รองลงมา {cat}: {value}", points="จุด",
    step="เปลี่ยนแปลงมากที่สุด {first} ถึง {last}: {change}", voice="คำพูดของ{name}", by="{measure}ตาม{column}", row_label="แถว ({columns} คอลัมน์)",
    sum_of="{name}รวม", mean_of="{name}เฉลี่ย",
)  # fmt: skip
