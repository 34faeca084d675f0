/**
 * The words of room codes: short, common, harmless English words; no two share their first four letters,
 * so that a word is told apart early, in speech and in typing. Each is worth log2(1508) ≈ 10.6 bits.
 * Selected from the English word list of BIP-39 (MIT). People keep their codes: words may be added, never removed.
 */
export const roomWords: readonly string[] = `
ability able about above absent absorb absurd access account achieve acquire across act action actor actress
actual adapt add address adjust admit adult advance advice aerobic affair afford again age agent agree ahead
aim air airport aisle alarm album alert alien all alley allow almost alone alpha already also alter always
amateur amazing amber among amount amused analyst anchor ancient angle animal ankle annual another answer antenna
antique any apart apology appear apple approve april arch arctic area arena argue arm armed armor army around
arrange arrive arrow art artist artwork ask aspect asset assist assume athlete atom attend attract auction
audit august author auto autumn average avocado avoid awake aware away awesome axis bacon badge bag balance
balcony ball bamboo banana banner bar barely bargain barrel base basic basket beach bean beauty because become
beef before begin behave behind believe below belt bench benefit best better between bicycle bid bike bind
biology bird birth blanket bless blossom blouse blue blur blush board boat body boil bonus book boost boring
borrow boss bottom bounce box bracket brain brand brass brave bread breeze brick bridge brief bright bring
brisk broken bronze broom brown brush bubble buddy budget buffalo build bulb bulk bundle bus busy butter buyer
buzz cabbage cabin cable cactus cake call calm camera can canal candy canoe canvas canyon capable capital
captain car carbon card cargo carpet carry cart case cash castle casual cat catalog catch cattle caught cause
caution celery cement census century cereal certain chair chalk change chapter charge chase chat cheap check
cheese chef cherry chest chicken chief chimney choice choose chuckle chunk churn circle citizen city civil
claim clap clarify claw clay clean clerk clever click client cliff climb clip clock clog close cloth cloud
club clump cluster clutch coach coast coconut code coffee coil coin collect color column combine come comfort
comic common company concert conduct confirm connect control cook cool copper copy coral core corn correct
cost cotton couch country couple course cousin cover cradle craft crane crater cream credit creek crew cricket
crisp crop cross crucial cruise crunch crystal cube cup curious current curtain curve cushion custom cute
cycle dance daring dash dawn day decide deer define degree delay deliver demand depart deposit depth design
desk detail develop device diagram dial diamond diary dice diesel digital dignity dinner direct dish divide
doctor doll dolphin donate donor door double dove draft dragon draw dream dress drift drill drink drip drive
drop drum dry duck dune during dust duty dynamic eager eagle early earn earth easily east easy echo ecology
economy edge edit educate effort egg eight either elegant element elite else embark embody embrace emerge
emotion employ empty enable enact end endless endorse energy engage engine enhance enjoy enlist enough enrich
enroll ensure enter entire entry episode equal equip era erosion erupt escape essay essence estate ethics
evoke evolve exact example excite exhibit exist exit expand expect explain express extend extra eye eyebrow
fabric face faculty fade faith fall fame family famous fan fancy fantasy farm fashion feature federal feed
feel fence fetch few fiber fiction field figure file film filter final find fine finger finish firm first fish
fit fitness fix flag flame flash flat flavor flight flip float flock floor flower fluid flush fly foam focus
fog foil fold follow food foot forest forget fork fortune forum forward fossil foster found fox fragile frame
fresh friend fringe frog front frost frozen fruit fuel fun funny furnace future gadget gain galaxy gallery
game gap garage garden garlic garment gate gather gauge gaze general genius genre gentle genuine gesture giant
gift giggle ginger giraffe give glad glance glass glide glimpse globe glory glove glow glue goat gold good
goose govern gown grace grain grant grape grass gravity great green grid grit grocery group grow guess guide
guitar gym habit hair half hammer hamster hand happy harbor harvest hat have hawk head health heart heavy
height hello helmet help hen hero hidden high hill hint hip hire history hobby hold hole holiday hollow home
honey hood hope horse host hotel hour hover hub huge human humble humor hundred ice icon idea image imitate
immense impact impose improve inch include index indoor inform inherit initial inner input inquiry inside
inspire install intact invite involve iron island isolate issue item ivory jacket jaguar jar jazz jeans jelly
jewel job join journey joy juice jump jungle just keen keep ketchup key kind kingdom kit kitchen kite kitten
kiwi knee knock know ladder lady lake lamp laptop large later latin laugh laundry lava layer leader leaf learn
leave lecture left leg legend leisure lemon length lens lesson letter level liberty library life lift light
like limb limit link lion liquid list little lizard lobster local lock logic long loop lounge love luggage
lumber lunar lunch luxury lyrics machine magic magnet mail main major make manage mango mansion manual maple
marble march margin marine market match math matrix matter maximum maze meadow mean measure meat medal media
melody melt member memory mention menu merge merit merry mesh message metal method middle milk million mind
minimum minute miracle mirror mix mixture mobile model modify moment monitor month moon moral more morning
motion motor mouse move movie much muffin museum music must myself mystery myth name napkin narrow nature near
neck need neither nest net network neutral news next nice night noble noise nominee noodle normal north nose
notable note notice novel now number nut oak object observe obtain obvious occur ocean off offer office often
oil okay olive olympic omit once one onion online only open opera opinion orange orbit orchard order ostrich
other otter outdoor outer output outside oval oven over own oxygen oyster ozone paddle page pair palace palm panda
panel panther paper parade park parrot patch path patient patrol pattern pause payment peace peanut pear
pelican pen pencil people pepper perfect permit person phone photo phrase piano picnic picture piece pigeon
pilot pink pioneer pipe pitch pizza place planet plastic plate play please poem poet point polar pond pony
pool popular portion post potato pottery powder praise prefer prepare present pretty price pride print prize
process program project promote proof prosper provide public pudding pumpkin puppy purity purpose put puzzle
pyramid quality quantum quarter quick quit quiz quote raccoon rack radio rail rain raise rally ramp ranch
random range rapid rare rate rather raven raw razor ready real reason rebuild recall receive recipe record
recycle reduce reflect reform region regular relax release relief remain remind remove render renew rent
reopen repair repeat replace report require rescue resist result return reunion review reward rhythm rib
ribbon rice rich ride ridge right rigid ring ripple rival river road roast robot robust rocket romance roof
rookie room rose rotate round route royal rubber rug run runway rural saddle safe sail salad salmon salon salt
salute same sample sand satisfy sauce sausage save say scale scan scatter scene scheme school science scout
screen script scrub sea search season seat second secret section seed seek segment select seminar sense series
session settle setup seven shadow shaft shallow share shed shell sheriff shield shift shine ship shiver shoe
shop short shrimp shuffle side sight sign silent silk silver similar simple since sing situate six size skate
sketch ski skill sleep slender slice slide slight slogan slush small smart smile smooth snack snake snap snow
soap soccer social sock soda soft solar solid solve someone song soon sort soul sound soup source south space
spatial speak special speed spend sphere spice spider spin spirit sponsor spoon sport spot spray spread spring
square stable stadium staff stage stairs stamp stand start state stay steak steel stem step stereo stick still
stock stone stool story stove street strong student style subject submit subway success such sudden sugar
suggest suit summer sun sunny sunset super supply supreme sure surface survey sustain swap sweet swift swim
swing switch symbol system table tag tail talent talk tank tape target task taste teach team tell ten tennis
tent term test text thank that theme then theory there they thing this thought three thrive throw thunder
ticket tide tiger tilt timber time tiny tissue title toast today toe token tomato tone tonight tool top topic
tornado total tourist toward tower town toy track trade traffic train travel tray treat tree trend trim trip
trophy truck true trumpet truth try tube tuna tunnel turn turtle twelve twenty twice twist two type typical
uncover under unfold uniform unique unit unknown unlock until unusual unveil update upgrade upon upper urban
useful usual utility valid valley valve van vanish vapor various vast vault vehicle velvet vendor venture
venue verb verify version very vessel viable vibrant video view village vintage violin virtual visit visual
vital vivid vocal voice volcano volume vote voyage wagon wait walk wall walnut wash water wave way wealth wear
weather web wedding weekend welcome west what wheat wheel when where whisper wide width will win window wing
wink winner winter wire wisdom wise wish wonder wood wool word work world worth wrist write year yellow you
young zebra zone zoo
`
  .trim()
  .split(/\s+/);
