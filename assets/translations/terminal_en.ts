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
    <name>Panel</name>
    <message>
        <source>{seconds} 秒</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{minutes} 分钟</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>工号 {number}</source>
        <translation>Staff no. {number}</translation>
    </message>
    <message>
        <source>签到</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>开放</source>
        <translation>open</translation>
    </message>
    <message>
        <source>暂停</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>未开放</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>存不了评价</source>
        <translation>cannot store ratings</translation>
    </message>
    <message>
        <source>{window} 号窗口，{state}</source>
        <translation>Window {window}, {state}</translation>
    </message>
    <message>
        <source>没有人签到</source>
        <translation>Nobody is signed in</translation>
    </message>
    <message>
        <source>{name}当班</source>
        <translation>{name} is on duty</translation>
    </message>
    <message>
        <source>已签到</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>{time} 签到</source>
        <translation>Signed in at {time}</translation>
    </message>
    <message>
        <source>正在存一条评价，请稍后再请</source>
        <translation>A rating is being stored, ask a little later</translation>
    </message>
    <message>
        <source>请先签到，再请市民评价</source>
        <translation>Sign in first, then ask for a rating</translation>
    </message>
    <message>
        <source>窗口没有开放，现在不能请评价</source>
        <translation>The window is not open, you cannot ask now</translation>
    </message>
    <message>
        <source>满 {step} 次评价后显示各档</source>
        <translation>Levels are shown from {step} ratings on</translation>
    </message>
    <message>
        <source>每满 {step} 次更新</source>
        <translation>Moves every {step} ratings</translation>
    </message>
    <message>
        <source>待上传</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>记录校验</source>
        <translation>Log check</translation>
    </message>
    <message>
        <source>时钟和存储</source>
        <translation>Clock and space</translation>
    </message>
    <message>
        <source>全部已上传</source>
        <translation>All sent</translation>
    </message>
    <message>
        <source>{count} 条</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>{count} 条，最早 {time}</source>
        <translation>{count}, oldest {time}</translation>
    </message>
    <message>
        <source>没有连过服务器，可用 U 盘导出</source>
        <translation>No collector yet: export by stick</translation>
    </message>
    <message>
        <source>等待批准，代码 {code}</source>
        <translation>Waits for approval, code {code}</translation>
    </message>
    <message>
        <source>服务器已停用本机，请找管理员</source>
        <translation>Revoked: tell your administrator</translation>
    </message>
    <message>
        <source>联系不上服务器，恢复后自动上传</source>
        <translation>Offline, sends when it is back</translation>
    </message>
    <message>
        <source>上次联系 {time}</source>
        <translation>Last contact {time}</translation>
    </message>
    <message>
        <source>服务器正忙，稍后自动上传</source>
        <translation>The server is busy; sends soon</translation>
    </message>
    <message>
        <source>网络要登录或地址不对，请找管理员</source>
        <translation>Wrong address or network log-in: tell IT</translation>
    </message>
    <message>
        <source>服务器没有收下，请找管理员</source>
        <translation>Not accepted there: tell IT</translation>
    </message>
    <message>
        <source>昨夜核对</source>
        <translation>Last night</translation>
    </message>
    <message>
        <source>{day}核对</source>
        <translation>Night of {day}</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>每晚自动与服务器核对</source>
        <translation>Compared every night</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>本机与服务器相同，一条不少</source>
        <translation>Same here and at the collector</translation>
    </message>
    <message>
        <source>还差 {count} 条</source>
        <translation>{count} missing</translation>
    </message>
    <message>
        <source>记录都在本机，会自动补上</source>
        <translation>All kept here, sent later</translation>
    </message>
    <message>
        <source>不一致</source>
        <translation>Disagrees</translation>
    </message>
    <message>
        <source>请告诉系统管理员</source>
        <translation>Tell your administrator</translation>
    </message>
    <message>
        <source>读不了</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>到第 {last} 条</source>
        <translation>Up to entry {last}</translation>
    </message>
    <message>
        <source>有 {count} 份损坏的旧记录另存</source>
        <translation>Damaged logs set aside: {count}</translation>
    </message>
    <message>
        <source>开机后还没有逐条校验</source>
        <translation>Not checked since the start</translation>
    </message>
    <message>
        <source>正在校验</source>
        <translation>Checking</translation>
    </message>
    <message>
        <source>完整，到第 {last} 条</source>
        <translation>Whole, up to {last}</translation>
    </message>
    <message>
        <source>{time} 校验</source>
        <translation>Checked {time}</translation>
    </message>
    <message>
        <source>校验没有通过</source>
        <translation>Does not hold</translation>
    </message>
    <message>
        <source>请点“校验”看说明</source>
        <translation>Press Check to read why</translation>
    </message>
    <message>
        <source>可用空间 {share}%</source>
        <translation>{share}% free</translation>
    </message>
    <message>
        <source>快 {minutes} 分钟</source>
        <translation>{minutes} min fast</translation>
    </message>
    <message>
        <source>慢 {minutes} 分钟</source>
        <translation>{minutes} min slow</translation>
    </message>
    <message>
        <source>准，差 {seconds} 秒</source>
        <translation>Right, {seconds} s off</translation>
    </message>
    <message>
        <source>准</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>没有对过时</source>
        <translation>Never set</translation>
    </message>
    <message>
        <source>导出到 U 盘</source>
        <translation>Export to a stick</translation>
    </message>
    <message>
        <source>正在核对写好的文件，请不要拔出 U 盘</source>
        <translation>Checking the file, leave the stick in</translation>
    </message>
    <message>
        <source>正在写入，请不要拔出 U 盘</source>
        <translation>Writing, leave the stick in</translation>
    </message>
    <message>
        <source>正在找 U 盘</source>
        <translation>Looking for a stick</translation>
    </message>
    <message>
        <source>请插入 U 盘，插好后会自动出现在这里</source>
        <translation>Put a stick in; it appears here by itself</translation>
    </message>
    <message>
        <source>把本机全部记录写成一个文件，原有记录不变</source>
        <translation>Writes all that is kept here into one file; nothing here changes</translation>
    </message>
    <message>
        <source>正在逐条校验，不影响评价</source>
        <translation>Checking every entry; rating goes on</translation>
    </message>
    <message>
        <source>逐条核对本机保存的评价，看有没有少、有没有改</source>
        <translation>Goes through every entry kept here: is one missing, was one altered?</translation>
    </message>
    <message>
        <source>本机保存</source>
        <translation>Kept here</translation>
    </message>
    <message>
        <source>其中已上传</source>
        <translation>Of these sent</translation>
    </message>
    <message>
        <source>声音和亮度</source>
        <translation>Sound and light</translation>
    </message>
    <message>
        <source>只改这一台，一直有效</source>
        <translation>For this terminal alone, to stay</translation>
    </message>
    <message>
        <source>只改这一台。这块屏幕的亮度不能由程序调</source>
        <translation>For this terminal alone. The brightness of this screen is not available to the program</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>关于本机</source>
        <translation>About this terminal</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>窗口</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>大厅</source>
        <translation>Hall</translation>
    </message>
    <message>
        <source>日志编号</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Collector</translation>
    </message>
    <message>
        <source>语音</source>
        <translation>Voice</translation>
    </message>
    <message>
        <source>空余 {room}</source>
        <translation>{room} free</translation>
    </message>
</context>
<context>
    <name>PanelCounts</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>done</translation>
    </message>
    <message>
        <source>已评价</source>
        <translation>rated</translation>
    </message>
    <message>
        <source>未评价</source>
        <translation>unrated</translation>
    </message>
</context>
<context>
    <name>PanelRail</name>
    <message>
        <source>恢复服务</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>签退</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PanelScreen</name>
    <message>
        <source>请市民评价</source>
        <translation>Ask to rate</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>校验</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>声音亮度</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
</context>
<context>
    <name>PanelSheet</name>
    <message>
        <source>音量</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>亮度</source>
        <translation>Brightness</translation>
    </message>
    <message>
        <source>关闭语音</source>
        <translation>Voice off</translation>
    </message>
    <message>
        <source>打开语音</source>
        <translation>Voice on</translation>
    </message>
    <message>
        <source>开始校验</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>安装设置</source>
        <translation>Set-up</translation>
    </message>
    <message>
        <source>回到总览</source>
        <translation>Overview</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>确定</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>换工号</source>
        <translation>Other number</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>正在核对</source>
        <translation>One moment</translation>
    </message>
    <message>
        <source>工号或密码不对，请再试一次</source>
        <translation>Number or PIN is wrong. Please try again</translation>
    </message>
    <message>
        <source>试错次数较多，请 {time}后再试</source>
        <translation>Too many tries. Try again in {time}</translation>
    </message>
    <message>
        <source>本机还没有设密码的人员，请找系统管理员设置</source>
        <translation>Nobody has a PIN at this terminal yet. Ask your administrator to set one</translation>
    </message>
    <message>
        <source>请输入密码，4 到 8 位数字</source>
        <translation>Enter your PIN, 4 to 8 digits</translation>
    </message>
    <message>
        <source>请输入工号</source>
        <translation>Enter your staff number</translation>
    </message>
</context>
<context>
    <name>PinPadScreen</name>
    <message>
        <source>工作人员</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>工号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
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
    <message>
        <source>手指按住能听到是哪一个，抬起就选定，移开不选</source>
        <translation>Touch and hold to hear which one it is. Lift your finger to choose it, slide away not to</translation>
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
    <name>SetUp</name>
    <message>
        <source>触摸</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>连接</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Enrol</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>点到 {hits} 个，共 {all} 个</source>
        <translation>{hits} of {all} touched</translation>
    </message>
    <message>
        <source>还剩 {left} 个</source>
        <translation>{left} to go</translation>
    </message>
    <message>
        <source>，偏差 {off} 毫米</source>
        <translation>, off by {off} mm</translation>
    </message>
    <message>
        <source>正在检查，最多等 15 秒</source>
        <translation>Checking; this takes 15 s at most</translation>
    </message>
    <message>
        <source>地址由本机的配置文件规定，这里不能改。点“连接”检查。</source>
        <translation>The address is set in this terminal&apos;s configuration file and cannot be changed here. Tap Connect to check it.</translation>
    </message>
    <message>
        <source>问管理员要地址，例如 pj.example.cn。前面的 https:// 不用输。</source>
        <translation>Ask the administrator for the address, such as pj.example.cn. You need not type https://.</translation>
    </message>
    <message>
        <source>已连上 {host}</source>
        <translation>Connected to {host}</translation>
    </message>
    <message>
        <source>设置已收到</source>
        <translation>Settings received</translation>
    </message>
    <message>
        <source>设置还在路上，可以先开始，收到就用</source>
        <translation>Settings are on their way; you can start now</translation>
    </message>
    <message>
        <source>这不像一个地址。应当像 pj.example.cn 或 10.0.0.5:8000。</source>
        <translation>This is no address. It should look like pj.example.cn or 10.0.0.5:8000.</translation>
    </message>
    <message>
        <source>没有叫 {host} 的服务器。请逐字核对；都对，就请网管检查域名解析（DNS）。</source>
        <translation>There is no server called {host}. Check each letter; if all are right, have the name service (DNS) checked.</translation>
    </message>
    <message>
        <source>本机没有连上网络。请插好网线，或检查无线网络，再点“连接”。</source>
        <translation>This terminal has no network. Check the cable or the wireless network, then tap Connect again.</translation>
    </message>
    <message>
        <source>{host} 那台机器在，但没有程序应答。请核对端口，并看收集端是否在运行。</source>
        <translation>{host} is there, but nothing answers. Check the port, and whether the collector is running.</translation>
    </message>
    <message>
        <source>{host} 没有回应。请核对地址，检查网络和防火墙，再试。</source>
        <translation>{host} does not answer. Check the address, the network and the firewall, then try again.</translation>
    </message>
    <message>
        <source>{host} 中途断开了连接。请再试；总是这样，就请网管检查中间的设备。</source>
        <translation>{host} hung up. Try again; if it always does, have the devices in between checked.</translation>
    </message>
    <message>
        <source>本机不信任 {host} 的证书。自建机构的证书要先装到本机（ca_file），不要改用 http。</source>
        <translation>The certificate of {host} is not trusted here. Install your own authority&apos;s first (ca_file); do not use http instead.</translation>
    </message>
    <message>
        <source>证书不是发给 {host} 的。请填证书上的名字，不要填 IP 地址。</source>
        <translation>The certificate is not for {host}. Enter the name it was issued for, not an IP address.</translation>
    </message>
    <message>
        <source>{host} 的证书还没到生效时间。多半是本机时钟慢了，现在是 {now}，请先设对。</source>
        <translation>The certificate of {host} is not valid yet. This terminal&apos;s clock is probably slow (it says {now}): set it first.</translation>
    </message>
    <message>
        <source>{host} 的证书过期了。本机时间是 {now}：错了请设对，没错请换证书。</source>
        <translation>The certificate of {host} has expired. It is {now} here: if that is wrong, set the clock, else have the certificate renewed.</translation>
    </message>
    <message>
        <source>{host} 不用 https。请核对端口；内网确实用 http 的，在前面写 http://。</source>
        <translation>{host} does not speak https. Check the port; where an inner network really uses http, write http:// in front.</translation>
    </message>
    <message>
        <source>{host} 把访问转到了别处（状态 {status}）。请填最终的地址，通常是 https。</source>
        <translation>{host} leads elsewhere (status {status}). Enter the final address, usually with https.</translation>
    </message>
    <message>
        <source>{host} 有应答，但不是收集端（状态 {status}）。请核对地址；也可能是上网登录页。</source>
        <translation>{host} answers, but is no collector (status {status}). Check the address; it may be a network&apos;s log-in page.</translation>
    </message>
    <message>
        <source>地址存不下来：{message}。请检查磁盘，再试。</source>
        <translation>The address cannot be kept: {message}. Check the disk and try again.</translation>
    </message>
    <message>
        <source>检查程序没有运行：{message}。请重新启动终端，再试。</source>
        <translation>The program that checks did not run: {message}. Restart the terminal and try again.</translation>
    </message>
    <message>
        <source>连不上 {host}：{message}。请核对地址和网络，再试。</source>
        <translation>{host} cannot be reached: {message}. Check the address and the network, then try again.</translation>
    </message>
    <message>
        <source>触摸方向与画面不符：{how}。请按说明改触摸规则，矩阵 {matrix}。</source>
        <translation>Touches come out wrong: {how}. In the touch rule, use the matrix {matrix}.</translation>
    </message>
    <message>
        <source>触摸落在了别处。请再点一下有黄点的圆。</source>
        <translation>The touch landed elsewhere. Tap the circle with the amber dot again.</translation>
    </message>
    <message>
        <source>有的地方没有反应。请清洁屏面，检查边框和贴膜；不行就换触摸屏。</source>
        <translation>Some places do not answer. Clean the panel, check frame and film; else replace the panel.</translation>
    </message>
    <message>
        <source>触摸偏了。请清洁屏面，取下贴膜再测；还偏，就要校准触摸屏。</source>
        <translation>Touches land beside. Clean the panel, take the film off and test again; else calibrate it.</translation>
    </message>
    <message>
        <source>触摸正常。</source>
        <translation>Touch works well.</translation>
    </message>
    <message>
        <source>向右转了 90°</source>
        <translation>turned 90° right</translation>
    </message>
    <message>
        <source>向左转了 90°</source>
        <translation>turned 90° left</translation>
    </message>
    <message>
        <source>转了 180°</source>
        <translation>turned 180°</translation>
    </message>
    <message>
        <source>左右相反</source>
        <translation>left and right swapped</translation>
    </message>
    <message>
        <source>上下相反</source>
        <translation>top and bottom swapped</translation>
    </message>
    <message>
        <source>横竖对调</source>
        <translation>axes swapped</translation>
    </message>
    <message>
        <source>时钟相差 {seconds} 秒</source>
        <translation>Clock off by {seconds} s</translation>
    </message>
    <message>
        <source>时钟快了 {minutes} 分钟，请把系统时间设对</source>
        <translation>Clock {minutes} min fast: set the system&apos;s time</translation>
    </message>
    <message>
        <source>时钟慢了 {minutes} 分钟，请把系统时间设对</source>
        <translation>Clock {minutes} min slow: set the system&apos;s time</translation>
    </message>
    <message>
        <source>已批准，窗口 {window}</source>
        <translation>Approved for window {window}</translation>
    </message>
    <message>
        <source>已批准</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>等待批准，每 5 秒问一次</source>
        <translation>Waiting for approval, asking every 5 s</translation>
    </message>
    <message>
        <source>正在登记</source>
        <translation>Enrolling</translation>
    </message>
    <message>
        <source>登记被拒绝。请问管理员，或更换地址</source>
        <translation>Refused. Ask the administrator or change the address</translation>
    </message>
    <message>
        <source>现在连不上，会自己再试。请检查网络</source>
        <translation>No contact now, it tries again. Check the network</translation>
    </message>
    <message>
        <source>应答的不是收集端，会自己再试</source>
        <translation>What answers is no collector; it tries again</translation>
    </message>
    <message>
        <source>本机密钥读不了。请重新启动终端</source>
        <translation>The key cannot be read. Restart the terminal</translation>
    </message>
    <message>
        <source>发送程序没有动静。请重新启动终端</source>
        <translation>The sending program is silent. Restart the terminal</translation>
    </message>
</context>
<context>
    <name>SetUpAddress</name>
    <message>
        <source>连接</source>
        <translation>Connect</translation>
    </message>
</context>
<context>
    <name>SetUpEnrolment</name>
    <message>
        <source>登记码</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>设置好了</source>
        <translation>All set</translation>
    </message>
    <message>
        <source>本机从现在起可以评价。
断网也照常使用，评价都保存在本机。</source>
        <translation>Ratings can be given from now on.
Without a network too: all are kept here.</translation>
    </message>
    <message>
        <source>请管理员在网页“终端”里批准登记码，
或者用手机扫二维码，选定窗口。</source>
        <translation>An administrator approves this code on the page
Terminals, or scans the QR code.</translation>
    </message>
    <message>
        <source>管理员用手机扫码</source>
        <translation>Administrators scan this</translation>
    </message>
    <message>
        <source>本机公钥 %1</source>
        <translation>Public key %1</translation>
    </message>
    <message>
        <source>更换地址</source>
        <translation>Other address</translation>
    </message>
    <message>
        <source>开始使用</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>SetUpTouch</name>
    <message>
        <source>点一下有黄点的圆</source>
        <translation>Tap the circle with the dot</translation>
    </message>
    <message>
        <source>测完了</source>
        <translation>Test finished</translation>
    </message>
    <message>
        <source>再测一次</source>
        <translation>Test again</translation>
    </message>
    <message>
        <source>它没反应</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>跳过测试</source>
        <translation>Skip the test</translation>
    </message>
</context>
<context>
    <name>SetUpUtilities</name>
    <message>
        <source>单机使用</source>
        <translation>Alone</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
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
        <source>选了什么，送到了没有</source>
        <translation>What you chose, and its arrival</translation>
    </message>
    <message>
        <source>扫码查看这次评价</source>
        <translation>Scan to see this rating</translation>
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
    <message>
        <source>已经存好</source>
        <translation>It is saved</translation>
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
