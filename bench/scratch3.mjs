import 'reflect-metadata';
import { createRuntime, defineNode, port, workflow } from '@tenon/core';
import { BODIES } from './dist/bodies.js';
const N=+(process.env.N||1_000_000), K=+(process.env.K||64), R=+(process.env.R||12);
const per=N/K;
const plugin={manifest:{name:'loops',version:'1.0.0',provides:['cycles']},apply(h){h.plan.tap('loops',(d,{workflow})=>({...d,regions:workflow.loops.map(({id,back,maxIterations})=>({id,body:['c'],back,maxIterations,controller:{begin:()=>({decide:s=>s.iteration>=maxIterations?{reason:'maxIterations'}:'again'})}}))}))}};
const flows=BODIES.slice(0,K).map((run,i)=>{const count = defineNode({type:'count'+i,inputs:{value:port().default(0)},outputs:{value:port()},run});
const flow=workflow('l'); const c=flow.add('c',count); flow.loop('l',{back:[[c.out.value,c.in.value]],maxIterations:per});return {built:flow.build(),c};});
const rt=createRuntime({plugins:[plugin]});
async function hand(body){let value=0;for(let i=0;i<per;i++){const out=await body({value});value=out.value;}return value;}
let mh=1e9,mt=1e9;
for(let r=0;r<R;r++){let t=performance.now();let s=0;for(let k=0;k<K;k++)s+=await hand(BODIES[k]);const th=performance.now()-t;t=performance.now();let q=0;for(const {built,c} of flows){const res=await rt.execute(built);q+=res.of(c).value};const tt=performance.now()-t;if(s!==q)throw new Error(s+' '+q);mh=Math.min(mh,th);mt=Math.min(mt,tt)}
console.log((mh*1e6/N).toFixed(1),(mt*1e6/N).toFixed(1),(mt/mh).toFixed(2));
