<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
<context>
    <name>Modes</name>
    <message>
        <source>大字</source>
        <translation>Large</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>标准字</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>无声</source>
        <translation>No sound</translation>
    </message>
    <message>
        <source>静音</source>
        <translation>Mute</translation>
    </message>
    <message>
        <source>声音</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>低位</source>
        <translation>Lower</translation>
    </message>
</context>
<context>
    <name>Rate</name>
    <message>
        <source>请您评价本次服务</source>
        <translation>How was our service?</translation>
    </message>
    <message>
        <source>还有 {seconds} 秒，不评价也可以</source>
        <translation>{seconds} s left. You need not answer.</translation>
    </message>
    <message>
        <source>请重新点一下，新的评价代替刚才的评价</source>
        <translation>Tap again. The new answer replaces the last one.</translation>
    </message>
    <message>
        <source>不记名，窗口人员看不到您的选择</source>
        <translation>Anonymous: staff cannot see your answer.</translation>
    </message>
    <message>
        <source>点一下即可，不记名，窗口人员看不到您的选择</source>
        <translation>One tap. Anonymous: staff cannot see your answer.</translation>
    </message>
    <message>
        <source>点一下即可</source>
        <translation>One tap is enough.</translation>
    </message>
    <message>
        <source>您的业务已办好</source>
        <translation>Your service is done</translation>
    </message>
    <message>
        <source>{ticket} 号，您的业务已办好</source>
        <translation>No. {ticket}, your service is done</translation>
    </message>
    <message>
        <source>窗口服务</source>
        <translation>This window</translation>
    </message>
    <message>
        <source>现在没有人员签到</source>
        <translation>Nobody is signed in now</translation>
    </message>
    <message>
        <source>评价记在窗口名下</source>
        <translation>Your rating counts for the window</translation>
    </message>
    <message>
        <source>工号 {number}</source>
        <translation>Staff no. {number}</translation>
    </message>
    <message>
        <source>从左到右是</source>
        <translation>From left to right</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>已选 {count} 项</source>
        <translation>{count} picked</translation>
    </message>
    <message>
        <source>哪里没做好？</source>
        <translation>What went wrong?</translation>
    </message>
    <message>
        <source>可选多项。评价已经存好，{seconds} 秒后自动结束</source>
        <translation>Pick any. Your rating is saved; this closes in {seconds} s.</translation>
    </message>
</context>
<context>
    <name>ReasonsScreen</name>
    <message>
        <source>其他原因，用手机写</source>
        <translation>Something else, by phone</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>回执号</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>您的评价</source>
        <translation>Your answer</translation>
    </message>
</context>
<context>
    <name>Thanks</name>
    <message>
        <source>您选了 {level}，已经存好</source>
        <translation>You chose {level}. It is saved.</translation>
    </message>
    <message>
        <source>谢谢您的直言</source>
        <translation>Thank you for speaking up</translation>
    </message>
    <message>
        <source>谢谢您的评价</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>会有人核实，并且改进</source>
        <translation>Someone will look into it and put it right.</translation>
    </message>
    <message>
        <source>{seconds} 秒内</source>
        <translation>within {seconds} s</translation>
    </message>
    <message>
        <source>想得到答复，请扫码</source>
        <translation>Scan to get an answer</translation>
    </message>
    <message>
        <source>还想多说几句，请扫码</source>
        <translation>Scan to say more</translation>
    </message>
    <message>
        <source>写意见、提投诉、留联系方式</source>
        <translation>Comment, complaint or contact</translation>
    </message>
    <message>
        <source>{seconds} 秒后返回。点一下二维码，可停留 {hold} 秒</source>
        <translation>Closes in {seconds} s. Tap the code to keep it for {hold} s.</translation>
    </message>
    <message>
        <source>{seconds} 秒后返回</source>
        <translation>Closes in {seconds} s.</translation>
    </message>
</context>
<context>
    <name>ThanksScreen</name>
    <message>
        <source>更改评价</source>
        <translation>Change</translation>
    </message>
</context>
</TS>
